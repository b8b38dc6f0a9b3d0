import { boundOf, leftOf, proofByRegions, type RegionProof, rowsOf } from './region-bounds.js';
import { joinedRegionsOf, type Region, regionsOf } from './regions.js';
import { type SeasonProgram } from './season-program.js';
import { type SeasonRow } from './submodel.js';

/** Regions of several communities have at most so many columns, which branch and cut still closes in a minute or two. */
const WIDEST_JOINED = 24_000;
/** Where what regions were spared is what the gap lacks, so many times that is asked of them. */
const FURTHER = 1.5;

/** How a program falls into regions: by community, or with those in one that have a priced row in common. */
const KINDS = ['communities', 'joined'] as const;
type Kind = (typeof KINDS)[number];

/** What is proven of a program region by region in the course of a search; whoever searches lowers its bound by that. */
export class RegionProofs {
  private readonly best = new Map<Kind, RegionProof>();
  private tried = 0;

  /** @param least columns of a program that is worth a split */
  constructor(
    private readonly program: SeasonProgram,
    private readonly least?: number,
  ) {}

  /** How many ways to fall into regions have been tried. */
  get ways(): number {
    return this.tried;
  }

  /** Regions of the next way that has not been tried; empty where there are none. */
  next(): readonly Region[] {
    const kind = KINDS[this.tried];
    this.tried += 1;
    return kind ? this.regions(kind) : [];
  }

  /**
   * Branches on the regions that `next` gave last.
   * @param point the plan held
   * @param room they may be so far from their bounds together
   * @returns null where that proves nothing
   */
  prove(regions: readonly Region[], point: Float64Array, room: number): Promise<RegionProof | null> {
    return this.proven(KINDS[this.tried - 1] ?? 'joined', regions, point, room);
  }

  /**
   * Branches once more on regions that were spared more than the gap lacks: more is lost between them then than was left
   * to the rows there.
   * @param wanting so much has to be taken off the bound
   * @returns null where that cannot be, or proves nothing
   */
  async further(point: Float64Array, wanting: number): Promise<RegionProof | null> {
    const kind = this.best.has('joined') ? 'joined' : 'communities';
    const known = this.best.get(kind);
    const room = known ? leftOf(known) - FURTHER * wanting : 0;
    return room > 0 ? this.proven(kind, this.regions(kind), point, room) : null;
  }

  /**
   * Rows that every plan keeps that makes so many points: region by region, where that is proven. Joined regions prove
   * more of the whole, communities more of each.
   */
  rows(points: number): SeasonRow[] {
    return [...this.best.values()].flatMap((proof) => rowsOf(proof, points, this.program.columns));
  }

  private regions(kind: Kind): readonly Region[] {
    const { state, relaxation, tightened, columns } = this.program;
    if (!relaxation) return [];
    const { index } = state.built;
    const found =
      kind === 'communities'
        ? regionsOf(index, tightened, columns, this.least)
        : joinedRegionsOf(index, tightened, columns, relaxation.prices, WIDEST_JOINED);
    return found.length < 2 ? [] : found;
  }

  private async proven(
    kind: Kind,
    regions: readonly Region[],
    point: Float64Array,
    room: number,
  ): Promise<RegionProof | null> {
    const { program, best } = this;
    const { relaxation } = program;
    const proof = relaxation && (await proofByRegions(program, relaxation, point, room, regions));
    if (!proof) return null;
    const known = best.get(kind);
    if (!known || boundOf(proof) < boundOf(known)) best.set(kind, proof);
    return proof;
  }
}

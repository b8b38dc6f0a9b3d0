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

/** The program as it falls into regions one way. */
export interface Split {
  readonly kind: Kind;
  readonly regions: readonly Region[];
}

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

  /** The next way that has not been tried; null where there is none, or where it gives no regions. */
  next(): Split | null {
    const kind = KINDS[this.tried];
    this.tried += 1;
    return kind ? this.split(kind) : null;
  }

  /**
   * Branches on the regions.
   * @param point the plan held
   * @param room they may be so far from their bounds together
   * @returns null where that proves nothing
   */
  async prove({ kind, regions }: Split, point: Float64Array, room: number): Promise<RegionProof | null> {
    const { program, best } = this;
    const { relaxation } = program;
    const proof = relaxation && (await proofByRegions(program, relaxation, point, room, regions));
    if (!proof) return null;
    const known = best.get(kind);
    if (!known || boundOf(proof) < boundOf(known)) best.set(kind, proof);
    return proof;
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
    const split = room > 0 ? this.split(kind) : null;
    return split && this.prove(split, point, room);
  }

  /**
   * Rows that every plan keeps that makes so many points: region by region, where that is proven. Joined regions prove
   * more of the whole, communities more of each.
   */
  rows(points: number): SeasonRow[] {
    return [...this.best.values()].flatMap((proof) => rowsOf(proof, points, this.program.columns));
  }

  private split(kind: Kind): Split | null {
    const { state, relaxation, tightened, columns } = this.program;
    if (!relaxation) return null;
    const { index } = state.built;
    const regions =
      kind === 'communities'
        ? regionsOf(index, tightened, columns, this.least)
        : joinedRegionsOf(index, tightened, columns, relaxation.prices, WIDEST_JOINED);
    return regions.length < 2 ? null : { kind, regions };
  }
}

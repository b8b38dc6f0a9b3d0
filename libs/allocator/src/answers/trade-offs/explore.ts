import { type TradeOffMeasure } from '@heli/contracts';
import { type SeasonRow } from '../../solve/submodel.js';
import { isExpired, type Means } from '../means.js';
import { inOrder, type InOrder, type Reached } from './in-order.js';
import { gain, isAsGood, merit, type Values } from './measures.js';
import { type Scene } from './scene.js';

/** What every plan has to be at least as good as, measure by measure. */
export type Box = Readonly<Partial<Record<TradeOffMeasure, number>>>;

/** A plan that was found, and the bounds of the search that found it. */
export type Candidate = Pick<Reached, 'point' | 'values' | 'bounds'>;

/** Levels between the ends of the range of a measure, by how many measures are stepped. */
const LEVELS = [0, 24, 7, 4] as const;
/** Boxes solved for each plan that is wanted, at most. */
const BOXES_PER_POINT = 4;

interface Solved {
  readonly box: Box;
  /** Null: proven that no plan is in the box. */
  readonly found: Candidate | null;
}

/**
 * The epsilon-constraint method (Haimes, Lasdon, Wismer 1971), augmented as by Mavrotas (2009): one measure is made as
 * good as it can be while the others keep to a box, and then the others one by one; where every step is proven, no plan
 * of the season dominates what was found. A box whose answer follows from a box solved before is not solved again.
 */
export class Exploration {
  readonly candidates: Candidate[] = [];
  private readonly solved: Solved[] = [];
  /** The measure that is made best in a box: the first that is a sum. */
  private readonly first: TradeOffMeasure;
  private readonly others: readonly TradeOffMeasure[];

  constructor(
    private readonly scene: Scene,
    private readonly measures: readonly TradeOffMeasure[],
  ) {
    const first = measures.find((measure) => measure !== 'fairness');
    if (!first) throw new RangeError('fairness alone is not weighed against anything');
    this.first = first;
    this.others = measures.filter((measure) => measure !== first);
  }

  /** Each measure at its best, then the others in their order: the ends of the ranges. By measure. */
  async ends(means: Means): Promise<Map<TradeOffMeasure, Candidate>> {
    const ends = new Map<TradeOffMeasure, Candidate>();
    for (const measure of this.measures) {
      if (isExpired(means)) break;
      const found = await this.search([measure, ...this.orderOf(measure)], {}, means);
      if (found.kind === 'reached') ends.set(measure, found);
    }
    return ends;
  }

  /** Fairness is the most work and comes last. */
  private orderOf(first: TradeOffMeasure): TradeOffMeasure[] {
    const rest = this.measures.filter((measure) => measure !== first);
    return [
      ...rest.filter((measure) => measure !== 'fairness'),
      ...rest.filter((each) => each === 'fairness'),
    ];
  }

  /** Solves a box; null where it has no plan, or none was found. */
  async inside(box: Box, means: Means): Promise<Candidate | null> {
    const found = await this.search([this.first, ...this.orderOf(this.first)], box, means);
    if (found.kind === 'unknown') return null;
    const candidate = found.kind === 'reached' ? found : null;
    this.solved.push({ box, found: candidate });
    return candidate;
  }

  private async search(order: readonly TradeOffMeasure[], box: Box, means: Means): Promise<InOrder> {
    const rows: SeasonRow[] = [this.scene.held('residual')];
    for (const measure of this.measures) {
      const value = box[measure];
      const limit = value === undefined ? [] : this.scene.limit(measure, value, 'residual');
      if (limit === null) return { kind: 'empty' };
      rows.push(...limit);
    }
    const found = await inOrder(this.scene, order, rows, means);
    if (found.kind === 'reached') this.candidates.push(found);
    return found;
  }

  /**
   * Steps through the boxes of a grid between the ends of the ranges, always next the one that is farthest from every
   * plan known, so that the menu is spread out whenever the time is up.
   * @returns whether it ended before the time was up
   */
  async grid(points: number, known: readonly Values[], means: Means): Promise<boolean> {
    const axes = this.others.map((measure) => this.levels(measure, known));
    const boxes = products(axes).map((limits) =>
      Object.fromEntries(this.others.map((measure, at) => [measure, limits[at] ?? 0])),
    ) as Box[];
    const open = new Set(boxes);
    let left = points * BOXES_PER_POINT;
    for (;;) {
      for (const box of open) if (this.isAnswered(box)) open.delete(box);
      const next = this.farthest(open, known);
      if (!next) return true;
      if (isExpired(means)) return false;
      if (left === 0) return true;
      left -= 1;
      open.delete(next);
      await this.inside(next, means);
    }
  }

  /** A wider box was solved, and its answer is in this one as well, or it has none. */
  private isAnswered(box: Box): boolean {
    return this.solved.some(({ box: wider, found }) => {
      const isWider = this.measures.every((measure) => {
        const wide = wider[measure];
        if (wide === undefined) return true;
        const narrow = box[measure];
        return narrow !== undefined && gain(measure, narrow, wide) >= 0;
      });
      if (!isWider) return false;
      return found === null || isAsGood(found.values, { ...found.values, ...box }, this.measures);
    });
  }

  /** Limits strictly between the worst and the best of the range, the loosest first. */
  private levels(measure: TradeOffMeasure, known: readonly Values[]): number[] {
    const [worst, best] = this.range(measure, known);
    const count = LEVELS[this.others.length] ?? 3;
    const levels: number[] = [];
    for (let step = 1; step <= count; step++) {
      const level = worst + ((best - worst) * step) / (count + 1);
      // Points, fen and people are whole: nothing lies between one and the next.
      const whole = measure === 'fairness' ? level : Math.ceil(level - 1e-9);
      if (whole > worst && !levels.includes(whole)) levels.push(whole);
    }
    return levels.map((level) => merit(measure, level));
  }

  /** Merits of the worst and the best plan known. */
  private range(measure: TradeOffMeasure, known: readonly Values[]): [number, number] {
    const merits = [...this.candidates.map(({ values }) => values), ...known].map((values) =>
      merit(measure, values[measure] ?? 0),
    );
    return [Math.min(...merits), Math.max(...merits)];
  }

  private farthest(open: ReadonlySet<Box>, known: readonly Values[]): Box | null {
    const all = [...this.candidates.map(({ values }) => values), ...known];
    const ranges = this.others.map((measure) => this.range(measure, known));
    let best: Box | null = null;
    let most = -1;
    for (const box of open) {
      const distance = Math.min(
        ...all.map((values) =>
          Math.hypot(
            ...this.others.map((measure, at) => {
              const [low, high] = ranges[at] ?? [0, 1];
              const apart = merit(measure, values[measure] ?? 0) - merit(measure, box[measure] ?? 0);
              return apart / Math.max(1e-9, high - low);
            }),
          ),
        ),
      );
      if (distance > most + 1e-9) {
        most = distance;
        best = box;
      }
    }
    return best;
  }
}

function products(axes: readonly (readonly number[])[]): number[][] {
  return axes.reduce<number[][]>(
    (known, axis) => known.flatMap((limits) => axis.map((level) => [...limits, level])),
    [[]],
  );
}

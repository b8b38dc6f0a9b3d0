import { type PortfolioStep } from '@heli/contracts';
import { type Frame } from './frame.js';
import { type Found, type Frontier } from './frontier.js';
import { type Reach } from './reach.js';

/** ¥100, fen. */
export const HUNDRED_YUAN_FEN = 10_000;

type Step = Extract<PortfolioStep, { kind: 'plan' }>;

const idsOf = ({ plan }: Found): string[] => plan.scheduled.map(({ activityId }) => activityId);

const without = (ids: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return ids.filter((id) => !known.has(id));
};

/** How many of each. */
function counted<T extends string>(items: readonly T[]): (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Writes down what was found for one budget after the other, from the smallest to the largest. */
export class StepBook {
  private before: string[] = [];

  constructor(
    private readonly frame: Frame,
    private readonly frontier: Frontier,
  ) {}

  step(budgetFen: number, found: Found, reach: Reach | null): Step {
    const { frame } = this;
    const ids = idsOf(found);
    const held = new Set(ids);
    const activities = frame.problem.activities.filter(({ id }) => held.has(id));
    const bounds = found.values.map((_, goal) => this.frontier.bound(budgetFen, goal, found.values));
    const aims = frame.tiers.map((tier, at) => {
      const value = found.values[at + 1] ?? 0;
      const bound = bounds[at + 1] ?? Infinity;
      return {
        tier,
        value,
        bound: bound === Infinity ? null : Math.max(bound, value),
        exact: bound <= value,
      };
    });
    const met = found.values[0] ?? 0;
    const leastExact = met >= Math.min(frame.wanted, bounds[0] ?? Infinity);
    const step: Step = {
      kind: 'plan',
      budgetFen,
      spentFen: found.spentFen,
      held: ids.length,
      heldIds: ids,
      comesIn: without(ids, this.before),
      goesOut: without(this.before, ids),
      byKind: counted(activities.map(({ kind }) => kind)).map(([kind, number]) => ({ kind, held: number })),
      byCommunity: counted(activities.map(({ communityId }) => communityId)).map(([communityId, number]) => ({
        communityId,
        held: number,
      })),
      aims,
      exact: leastExact && aims.every(({ exact }) => exact),
      least: frame.heldOf(found.plan.scheduled).map((number, at) => ({
        held: number,
        ...(reach?.least[at] ?? { most: null, because: [], irreducible: false }),
      })),
      leastExact,
      together: reach?.together ?? null,
      hundredMore: this.hundredMore(budgetFen, found),
    };
    this.before = ids;
    return step;
  }

  /** Against the best plan with ¥100 more; null where that was not looked for. */
  private hundredMore(budgetFen: number, found: Found): Step['hundredMore'] {
    const { frame, frontier } = this;
    const more = budgetFen + HUNDRED_YUAN_FEN;
    const richer = frontier.isCovered(more) ? frontier.best(more) : null;
    if (!richer) return null;
    const ids = idsOf(found);
    return {
      comesIn: without(idsOf(richer), ids),
      goesOut: without(ids, idsOf(richer)),
      aims: frame.tiers.map((tier, at) => {
        const value = found.values[at + 1] ?? 0;
        const gain = (richer.values[at + 1] ?? 0) - value;
        // Whoever has more may do more for the minima or the aims before, and be worse here: then nothing is said.
        const bound = frontier.bound(more, at + 1, found.values);
        return { tier, gain, atMost: bound === Infinity ? null : Math.max(gain, bound - value) };
      }),
      leastMet: (richer.values[0] ?? 0) - (found.values[0] ?? 0),
    };
  }
}

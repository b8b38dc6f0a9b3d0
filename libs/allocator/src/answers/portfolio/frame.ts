import {
  type Fault,
  type LeastHeld,
  type PortfolioAsk,
  type Problem,
  type SpendingLimit,
} from '@heli/contracts';
import { FaultList } from '../../faults.js';
import { leastSpending, speaksOf, spendingLimitsOf } from '../../rules/spending-limit.js';
import { orderOf } from '../../tiers/index.js';
import { freshIds } from '../repairs/option.js';

/** A question about budgets: the season with any amount to spend. */
export class Frame {
  readonly least: readonly LeastHeld[];
  readonly scope: Pick<SpendingLimit, 'communityIds' | 'kinds'>;
  /** Of the budget among the spending limits. */
  readonly limitId: string;
  /** Aims that decide what is held: those before fairness. */
  private readonly service: Problem;

  constructor(
    readonly problem: Problem,
    ask: PortfolioAsk,
  ) {
    this.least = ask.least;
    this.scope = { communityIds: ask.communityIds, kinds: ask.kinds };
    this.limitId = freshIds(spendingLimitsOf(problem), 'portfolio', 1)[0] ?? '';
    const { objective } = problem;
    const tiers = orderOf(objective.tiers).before.map(({ name }) => name);
    this.service = { ...problem, objective: { ...objective, tiers } };
  }

  get tiers(): Problem['objective']['tiers'] {
    return this.service.objective.tiers;
  }

  /** The season with so much to spend, with the aims before fairness alone. Infinity: as it is. */
  at(budgetFen: number): Problem {
    return this.limited(this.service, budgetFen);
  }

  /** The season with so much to spend and all its aims. */
  wholeAt(budgetFen: number): Problem {
    return this.limited(this.problem, budgetFen);
  }

  private limited(problem: Problem, budgetFen: number): Problem {
    if (budgetFen === Infinity) return problem;
    const limit: SpendingLimit = { id: this.limitId, limitFen: budgetFen, ...this.scope };
    const spendingLimits = [...spendingLimitsOf(problem), limit];
    return { ...problem, policy: { ...problem.policy, spendingLimits } };
  }

  /** What activities cost at least that the budget speaks of, fen. */
  spentBy(held: readonly { readonly activityId: string; readonly venueId: string | null }[]): number {
    const activities = new Map(this.problem.activities.map((activity) => [activity.id, activity]));
    const venues = new Map(this.problem.venues.map((venue) => [venue.id, venue]));
    return held.reduce((sum, { activityId, venueId }) => {
      const activity = activities.get(activityId);
      if (!activity || !speaksOf(this.scope, activity)) return sum;
      return sum + leastSpending(activity, venueId === null ? null : venues.get(venueId));
    }, 0);
  }

  /** How many activities of each of the minima are held. */
  heldOf(held: readonly { readonly activityId: string }[]): number[] {
    const ids = new Set(held.map(({ activityId }) => activityId));
    return this.least.map((each) => this.membersOf(each).filter(({ id }) => ids.has(id)).length);
  }

  membersOf(least: LeastHeld): Problem['activities'] {
    return this.problem.activities.filter((activity) => speaksOf(least, activity));
  }

  /** Activities that count towards the minima, each of the minima as far as it goes. */
  metBy(held: readonly { readonly activityId: string }[]): number {
    return this.heldOf(held).reduce(
      (sum, number, at) => sum + Math.min(number, this.least[at]?.count ?? 0),
      0,
    );
  }

  get wanted(): number {
    return this.least.reduce((sum, { count }) => sum + count, 0);
  }
}

/** What is wrong with a question, all of it. */
export function portfolioFaults(problem: Problem, { communityIds, least }: PortfolioAsk): Fault[] {
  const list = new FaultList();
  const known = new Set(problem.communities.map(({ id }) => id));
  const check = (ids: readonly string[], path: (string | number)[]): void =>
    ids.forEach((id, at) => {
      if (!known.has(id))
        list.add([...path, at], 'UNKNOWN_ID', `There is no community with the id "${id}"`, id);
    });
  check(communityIds, ['communityIds']);
  least.forEach((each, at) => check(each.communityIds, ['least', at, 'communityIds']));
  return list.faults;
}

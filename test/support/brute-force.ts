import { measurePlan, verifyPlan } from '@heli/allocator';
import { formatInstant, parseInstant } from '@heli/calendar';
import {
  type Plan,
  type Problem,
  type ProblemActivity,
  type TierName,
  type Violation,
} from '@heli/contracts';

/**
 * The best plan of a tiny season by looking at every plan: decisions are enumerated, `verifyPlan` alone says what may
 * be, `measurePlan` what it is worth. No model, no solver. Parts that `verifyPlan` refuses by themselves are not
 * combined further: whatever is added to a refused part does not mend it.
 */

/** A way to hold one activity, or not to (null). */
interface Way {
  readonly part: Plan | null;
  readonly points: readonly number[];
  readonly load: ReadonlyMap<string, number>;
}

/** One way for each activity. */
interface Choice {
  readonly choice: readonly number[];
  readonly chosen: readonly Way[];
}

export interface BestPlan {
  readonly plan: Plan;
  /** In the problem's order of tiers. */
  readonly values: readonly number[];
}

export type Enumeration =
  | { readonly kind: 'best'; readonly best: BestPlan; readonly plans: number }
  | { readonly kind: 'none'; readonly plans: number }
  | { readonly kind: 'too-many'; readonly plans: number };

const empty = (): Plan => ({
  scheduled: [],
  dropped: [],
  assignments: [],
  groupEngagements: [],
  equipmentLoans: [],
  fundAllocations: [],
});

function* products<T>(lists: readonly (readonly T[])[], at = 0): Generator<T[]> {
  const list = lists[at];
  if (!list) {
    yield [];
    return;
  }
  for (const item of list) for (const rest of products(lists, at + 1)) yield [item, ...rest];
}

const subsets = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((known, item) => [...known, ...known.map((set) => [...set, item])], [[]]);

/** Rules that speak of what is still missing; more decisions may mend them. */
const OF_THE_WHOLE = new Set(['predecessors', 'budget-covered']);
const OF_THE_ACTIVITY = new Set([
  'role-limits',
  'qualified-leader',
  'minor-not-alone',
  'group-demand',
  'equipment-stock',
  'pins',
  ...OF_THE_WHOLE,
]);

class Enumerator {
  private readonly pairs = new Map<string, boolean>();
  private readonly payers = new Map<string, boolean>();
  private readonly offered = new Map<string, number>();

  constructor(private readonly problem: Problem) {}

  /** A plan with these parts, everything else dropped. */
  private join(parts: readonly (Plan | null)[]): Plan {
    const plan = empty();
    for (const part of parts) {
      if (!part) continue;
      plan.scheduled.push(...part.scheduled);
      plan.assignments.push(...part.assignments);
      plan.groupEngagements.push(...part.groupEngagements);
      plan.equipmentLoans.push(...part.equipmentLoans);
    }
    const held = new Set(plan.scheduled.map((entry) => entry.activityId));
    plan.dropped = this.problem.activities.map(({ id }) => id).filter((id) => !held.has(id));
    return plan;
  }

  private violations(plan: Plan): Violation[] {
    return verifyPlan(this.problem, plan);
  }

  private bare(activity: ProblemActivity, start: string, venueId: string | null): Plan {
    const end = formatInstant(parseInstant(start) + activity.durationMinutes, 'UTC');
    return { ...empty(), scheduled: [{ activityId: activity.id, start, end, venueId }] };
  }

  private waysOf(activity: ProblemActivity): Way[] {
    const { problem } = this;
    const ways: Way[] = [];
    const keep = (part: Plan | null): void => {
      const plan = this.join([part]);
      const refused = this.violations(plan).some(
        ({ rule, activityIds }) => !OF_THE_WHOLE.has(rule) && activityIds.every((id) => id === activity.id),
      );
      if (refused) return;
      const load = new Map<string, number>();
      for (const { volunteerId } of part?.assignments ?? []) load.set(volunteerId, activity.durationMinutes);
      ways.push({ part, points: measurePlan(problem, plan).map(({ value }) => value), load });
    };
    keep(null);
    const starts = [...new Map(activity.candidateStarts.map((iso) => [parseInstant(iso), iso])).values()];
    for (const start of starts)
      for (const venueId of [null, ...problem.venues.map(({ id }) => id)]) {
        const bare = this.bare(activity, start, venueId);
        const impossible = this.violations(this.join([bare])).some(
          ({ rule, activityIds }) => !OF_THE_ACTIVITY.has(rule) && activityIds.includes(activity.id),
        );
        if (impossible) continue;
        for (const part of this.filled(activity, bare)) keep(part);
      }
    return ways;
  }

  /** Every way to put people, groups and equipment to an activity at a time and place. */
  private *filled(activity: ProblemActivity, bare: Plan): Generator<Plan> {
    const { problem } = this;
    const activityId = activity.id;
    const may = (part: Plan, named: (violation: Violation) => boolean): boolean =>
      !this.violations(this.join([part])).some(
        (violation) => !OF_THE_ACTIVITY.has(violation.rule) && named(violation),
      );
    const people = problem.volunteers.map(({ id }) => [
      [],
      ...activity.roles
        .map((role) => [{ activityId, roleId: role.id, volunteerId: id }])
        .filter((assignments) =>
          may({ ...bare, assignments }, ({ volunteerIds }) => volunteerIds.includes(id)),
        ),
    ]);
    const groups = activity.groups.map((demand) =>
      subsets(
        problem.groups
          .map(({ id }) => ({ activityId, demandId: demand.id, groupId: id }))
          .filter((entry) =>
            may({ ...bare, groupEngagements: [entry] }, ({ resourceIds }) =>
              resourceIds.includes(entry.groupId),
            ),
          ),
      ),
    );
    const loans = [
      ...products(
        problem.equipment
          .filter(({ type }) => activity.equipment.some((demand) => demand.type === type))
          .map(({ id, quantity }) => Array.from({ length: quantity + 1 }, (_, count) => ({ id, count }))),
      ),
    ].map((list) =>
      list
        .filter(({ count }) => count > 0)
        .map(({ id, count }) => ({ activityId, equipmentId: id, quantity: count })),
    );
    for (const assigned of products(people))
      for (const engaged of products(groups))
        for (const equipmentLoans of loans)
          yield { ...bare, assignments: assigned.flat(), groupEngagements: engaged.flat(), equipmentLoans };
  }

  /** Minutes that somebody offered, told by what the fairness tier says of one assignment. */
  private offeredBy(volunteerId: string): number {
    let known = this.offered.get(volunteerId);
    if (known === undefined) {
      const activity = this.problem.activities.find(({ roles }) => roles.length > 0);
      const role = activity?.roles[0];
      const start = activity?.candidateStarts[0];
      if (!activity || !role || start === undefined) throw new Error('nobody can be assigned to anything');
      const plan = this.join([
        {
          ...this.bare(activity, start, null),
          assignments: [{ activityId: activity.id, roleId: role.id, volunteerId }],
        },
      ]);
      const asked: Problem = {
        ...this.problem,
        objective: { ...this.problem.objective, tiers: ['held', 'fairness'] },
      };
      const share = measurePlan(asked, plan).find(({ tier }) => tier === 'fairness')?.value ?? 0;
      known = activity.durationMinutes / share;
      this.offered.set(volunteerId, known);
    }
    return known;
  }

  private fairnessOf(ways: readonly Way[]): number {
    const loads = new Map<string, number>();
    for (const way of ways)
      for (const [id, minutes] of way.load) loads.set(id, (loads.get(id) ?? 0) + minutes);
    let most = 0;
    for (const [id, minutes] of loads) most = Math.max(most, minutes / this.offeredBy(id));
    return most;
  }

  private fit(first: number, second: number, i: number, j: number, a: Way, b: Way): boolean {
    const key = `${first}/${i}/${second}/${j}`;
    let known = this.pairs.get(key);
    if (known === undefined) {
      const ids = new Set([this.problem.activities[first]?.id, this.problem.activities[second]?.id]);
      known = !this.violations(this.join([a.part, b.part])).some(
        ({ rule, activityIds }) => rule !== 'budget-covered' && activityIds.every((id) => ids.has(id)),
      );
      this.pairs.set(key, known);
    }
    return known;
  }

  private mayPay(plan: Plan, activityId: string, budgetLineId: string, donationId: string): boolean {
    const scheduled = plan.scheduled.find((entry) => entry.activityId === activityId);
    const key = `${activityId} ${scheduled?.start ?? ''} ${budgetLineId} ${donationId}`;
    let known = this.payers.get(key);
    if (known === undefined) {
      const asked: Plan = {
        ...plan,
        fundAllocations: [{ activityId, budgetLineId, donationId, amountFen: 1 }],
      };
      known = !this.violations(asked).some(
        ({ rule, resourceIds }) => rule === 'budget-covered' && resourceIds.includes(donationId),
      );
      this.payers.set(key, known);
    }
    return known;
  }

  /** The minima paid, by the greatest flow from gifts to budget lines; null when no division pays them all. */
  private paid(plan: Plan): Plan | null {
    const { problem } = this;
    const lines = plan.scheduled.flatMap(({ activityId, venueId }) => {
      const activity = problem.activities.find(({ id }) => id === activityId);
      const price = problem.venues.find(({ id }) => id === venueId)?.costFen ?? 0;
      return [
        { activityId, budgetLineId: 'venue', open: price },
        ...(activity?.budget ?? []).map((line) => ({ activityId, budgetLineId: line.id, open: line.minFen })),
      ].filter(({ open }) => open > 0);
    });
    const left = problem.donations.map(({ amountFen }) => amountFen);
    const flow = lines.map(() => problem.donations.map(() => 0));
    const allowed = lines.map((line) =>
      problem.donations.map(({ id }) => this.mayPay(plan, line.activityId, line.budgetLineId, id)),
    );
    // Augmenting paths: a line takes from a gift that has something left, or from another line that can take elsewhere.
    const take = (line: number, want: number, seen: Set<number>): number => {
      for (let gift = 0; gift < left.length; gift++) {
        if (allowed[line]?.[gift] !== true || seen.has(gift)) continue;
        seen.add(gift);
        const row = flow[line] ?? [];
        let got = Math.min(want, left[gift] ?? 0);
        left[gift] = (left[gift] ?? 0) - got;
        for (let other = 0; other < lines.length && got === 0; other++) {
          const held = flow[other]?.[gift] ?? 0;
          if (other === line || held === 0) continue;
          got = take(other, Math.min(want, held), seen);
          const theirs = flow[other];
          if (got > 0 && theirs) theirs[gift] = held - got;
        }
        if (got > 0) {
          row[gift] = (row[gift] ?? 0) + got;
          return got;
        }
      }
      return 0;
    };
    for (const [index, line] of lines.entries()) {
      let open = line.open;
      while (open > 0) {
        const got = take(index, open, new Set());
        if (got === 0) return null;
        open -= got;
      }
    }
    const fundAllocations = lines.flatMap(({ activityId, budgetLineId }, index) =>
      problem.donations
        .map(({ id }, gift) => ({
          activityId,
          budgetLineId,
          donationId: id,
          amountFen: flow[index]?.[gift] ?? 0,
        }))
        .filter(({ amountFen }) => amountFen > 0),
    );
    return { ...plan, fundAllocations };
  }

  /** Every combination of ways to hold the activities, whether it can be or not; null: more than so many. */
  private choices(most: number): Choice[] | { readonly plans: number } {
    const ways: Way[][] = [];
    let plans = 1;
    for (const activity of this.problem.activities) {
      ways.push(this.waysOf(activity));
      plans *= ways.at(-1)?.length ?? 0;
      if (plans > most) return { plans };
    }
    return [...products(ways.map((list) => list.map((_, index) => index)))].map((choice) => ({
      choice,
      chosen: choice.map(
        (index, activity) => ways[activity]?.[index] ?? { part: null, points: [], load: new Map() },
      ),
    }));
  }

  private partsOf({ chosen }: Choice): Plan {
    return this.join(chosen.map(({ part }) => part));
  }

  /** The plan of a combination, paid; null where it cannot be. */
  private planOf(one: Choice): Plan | null {
    const { choice, chosen } = one;
    const clash = chosen.some((way, first) =>
      chosen.some(
        (other, second) =>
          first < second && !this.fit(first, second, choice[first] ?? 0, choice[second] ?? 0, way, other),
      ),
    );
    if (clash) return null;
    const plan = this.paid(this.partsOf(one));
    return plan && this.violations(plan).length === 0 ? plan : null;
  }

  /**
   * @param rank what counts, the more important first, each the higher the better; null where such a plan is out of the
   * question. Left out: the problem's tiers.
   */
  run(most: number, rank?: (plan: Plan) => readonly number[] | null): Enumeration {
    const { problem } = this;
    const choices = this.choices(most);
    if (!Array.isArray(choices)) return { kind: 'too-many', plans: choices.plans };
    const { tiers } = problem.objective;
    const all = choices.map((one) => {
      const values = tiers.map((tier, position) =>
        tier === 'fairness'
          ? this.fairnessOf(one.chosen)
          : one.chosen.reduce((sum, way) => sum + (way.points[position] ?? 0), 0),
      );
      return { one, values, ranked: rank ? rank(this.partsOf(one)) : values };
    });
    const order = rank ? [] : tiers;
    const wanted = all.filter(({ ranked }) => ranked !== null);
    wanted.sort((a, b) => compareValues(order, b.ranked ?? [], a.ranked ?? []));
    for (const { one, values, ranked } of wanted) {
      const plan = ranked && this.planOf(one);
      if (!plan) continue;
      const measured = measurePlan(problem, plan).map(({ value }) => value);
      if (compareValues(tiers, measured, values) !== 0)
        throw new Error(`tiers do not add up: ${measured.join(', ')} instead of ${values.join(', ')}`);
      return { kind: 'best', best: { plan, values: ranked }, plans: choices.length };
    }
    return { kind: 'none', plans: choices.length };
  }

  /** @param rank each the higher the better; null where such a plan is out of the question */
  front(most: number, rank: (plan: Plan) => readonly number[] | null): (readonly number[])[] | null {
    const choices = this.choices(most);
    if (!Array.isArray(choices)) return null;
    const front: (readonly number[])[] = [];
    const all = choices.flatMap((one) => {
      const values = rank(this.partsOf(one));
      return values ? [{ one, values }] : [];
    });
    // Whatever is as good in everything comes before.
    all.sort((a, b) => compareValues([], b.values, a.values));
    for (const { one, values } of all) {
      const isKnown = front.some((known) => known.every((value, at) => value >= (values[at] ?? 0) - 1e-9));
      if (!isKnown && this.planOf(one)) front.push(values);
    }
    return front;
  }
}

/** Above 0 where `a` is lexicographically better than `b`; shares are compared within 1e-9. */
export function compareValues(
  tiers: readonly TierName[],
  a: readonly number[],
  b: readonly number[],
): number {
  for (let position = 0; position < Math.max(tiers.length, a.length); position++) {
    const difference = (a[position] ?? 0) - (b[position] ?? 0);
    const tier = tiers[position];
    if (Math.abs(difference) > 1e-9) return tier === 'fairness' || tier === 'cost' ? -difference : difference;
  }
  return 0;
}

/** Values of the best plan; null when no plan keeps all decisions; undefined when there are too many plans. */
export function bestValues(found: Enumeration): readonly number[] | null | undefined {
  switch (found.kind) {
    case 'best':
      return found.best.values;
    case 'none':
      return null;
    case 'too-many':
      return undefined;
  }
}

/** Looks at every plan of a season that has at most so many. */
export const bestByEnumeration = (problem: Problem, most = 50_000): Enumeration =>
  new Enumerator(problem).run(most);

/** As `bestByEnumeration`, with another idea of what is best. */
export const bestRankedByEnumeration = (
  problem: Problem,
  rank: (plan: Plan) => readonly number[] | null,
  most = 50_000,
): Enumeration => new Enumerator(problem).run(most, rank);

/**
 * Everything that plans can be in several measures at once, what another plan is as good in left out: the Pareto front.
 * Null where a season has more plans than so many.
 */
export const frontByEnumeration = (
  problem: Problem,
  rank: (plan: Plan) => readonly number[] | null,
  most = 50_000,
): (readonly number[])[] | null => new Enumerator(problem).front(most, rank);

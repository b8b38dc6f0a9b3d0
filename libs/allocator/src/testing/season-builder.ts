import { formatInstant, parseInstant } from '@heli/calendar';
import {
  type Plan,
  type PlanDocument,
  problem as problemSchema,
  type Problem,
  type ProblemInput,
  type Violation,
} from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { allocate } from '../allocate.js';
import { type AllocationLimits } from '../api.js';
import { compileSeason, nth, type Season } from '../season/season.js';
import { verifyDocument, verifyPlan } from '../verify.js';

/** One entry of a list of the problem, as one may write it. */
export type Entry<K extends keyof ProblemInput> =
  NonNullable<ProblemInput[K]> extends readonly (infer T)[] ? T : never;

export const ZONE = 'Asia/Shanghai';

/** Instant in Beijing on a day of March 2026; the 2nd is a Monday. */
export const on = (day: number, clock: string): string =>
  `2026-03-${String(day).padStart(2, '0')}T${clock}:00+08:00`;

/** The whole month, all day long. */
export const ALWAYS = [
  { type: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
];

/** A season of March 2026 in one community; say only what matters. */
export function season(parts: Partial<ProblemInput> = {}): Problem {
  return problemSchema.parse({
    format: 'heli-problem/1',
    name: 'March',
    horizon: { start: on(1, '00:00'), end: '2026-04-01T00:00:00+08:00' },
    communities: [{ id: 'hongmiao', name: '红庙社区' }],
    ...parts,
  });
}

/** Somebody of the community who always has time. */
export const person = (id: string, more: Partial<Entry<'volunteers'>> = {}): Entry<'volunteers'> => ({
  id,
  communityId: 'hongmiao',
  availability: ALWAYS,
  ...more,
});

/** A volunteer service of two hours, priority 5. */
export const activity = (
  id: string,
  starts: string | string[],
  more: Partial<Entry<'activities'>> = {},
): Entry<'activities'> => ({
  id,
  title: id,
  kind: 'volunteer_service',
  communityId: 'hongmiao',
  durationMinutes: 120,
  candidateStarts: typeof starts === 'string' ? [starts] : starts,
  ...more,
});

/** A role `helper` for so many; nobody has to come unless `min` says so. */
export const helpers = (
  target: number,
  more: Partial<NonNullable<Entry<'activities'>['roles']>[number]> = {},
): NonNullable<Entry<'activities'>['roles']>[number] => ({ id: 'helper', target, ...more });

/** A hall that is always open. */
export const hall = (id: string, more: Partial<Entry<'venues'>> = {}): Entry<'venues'> => ({
  id,
  name: id,
  communityId: 'hongmiao',
  capacity: 100,
  opening: ALWAYS,
  ...more,
});

/** A group of the community that always has time. */
export const team = (id: string, more: Partial<Entry<'groups'>> = {}): Entry<'groups'> => ({
  id,
  name: id,
  communityId: 'hongmiao',
  availability: ALWAYS,
  ...more,
});

export const equipment = (
  id: string,
  quantity: number,
  more: Partial<Entry<'equipment'>> = {},
): Entry<'equipment'> => ({
  id,
  name: id,
  type: id,
  quantity,
  communityId: 'hongmiao',
  ...more,
});

export const gift = (
  id: string,
  amountFen: number,
  more: Partial<Entry<'donations'>> = {},
): Entry<'donations'> => ({
  id,
  amountFen,
  ...more,
});

/** What a hand-written plan decides about one activity. */
export interface Decision {
  /** Left out: the first candidate. */
  readonly start?: string;
  readonly venue?: string;
  /** By role. */
  readonly people?: Readonly<Record<string, readonly string[]>>;
  /** By demand. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly loans?: Readonly<Record<string, number>>;
  /** Budget line, donation, fen. */
  readonly funds?: readonly (readonly [string, string, number])[];
}

/** A plan written by hand; what is not named is dropped. Breaks whatever the decisions break. */
export function planWith(problem: Problem, decisions: Readonly<Record<string, Decision>>): Plan {
  const plan: Plan = {
    scheduled: [],
    dropped: [],
    assignments: [],
    groupEngagements: [],
    equipmentLoans: [],
    fundAllocations: [],
  };
  for (const { id, candidateStarts, durationMinutes } of problem.activities) {
    const decision = decisions[id];
    if (!decision) {
      plan.dropped.push(id);
      continue;
    }
    const start = decision.start ?? nth(candidateStarts, 0);
    plan.scheduled.push({
      activityId: id,
      start,
      end: formatInstant(parseInstant(start) + durationMinutes, ZONE),
      venueId: decision.venue ?? null,
    });
    for (const [roleId, people] of Object.entries(decision.people ?? {}))
      for (const volunteerId of people) plan.assignments.push({ activityId: id, roleId, volunteerId });
    for (const [demandId, groups] of Object.entries(decision.groups ?? {}))
      for (const groupId of groups) plan.groupEngagements.push({ activityId: id, demandId, groupId });
    for (const [equipmentId, quantity] of Object.entries(decision.loans ?? {}))
      plan.equipmentLoans.push({ activityId: id, equipmentId, quantity });
    for (const [budgetLineId, donationId, amountFen] of decision.funds ?? [])
      plan.fundAllocations.push({ activityId: id, budgetLineId, donationId, amountFen });
  }
  return plan;
}

/** What the independent check says of a hand-written plan. */
export const verdict = (problem: Problem, decisions: Readonly<Record<string, Decision>>): Violation[] =>
  verifyPlan(problem, planWith(problem, decisions));

/** Names of the rules that a hand-written plan breaks, each once. */
export const brokenBy = (problem: Problem, decisions: Readonly<Record<string, Decision>>): string[] => [
  ...new Set(verdict(problem, decisions).map((violation) => violation.rule)),
];

let highs: Promise<Solver> | undefined;
export const solver = (): Promise<Solver> => (highs ??= createHighs());

/** The allocator's plan, already checked by `verifyDocument`. */
export async function planFor(
  problem: Problem,
  limits: AllocationLimits = { gap: 0 },
): Promise<PlanDocument> {
  const answer = await allocate(problem, {
    solver: await solver(),
    limits,
    clock: { now: () => performance.now(), cpu: () => 0 },
  });
  if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.faults)}`);
  const violations = verifyDocument(problem, answer.document);
  if (violations.length > 0) throw new Error(`broken: ${JSON.stringify(violations)}`);
  return answer.document;
}

/** Ids of the activities that take place, in the problem's order. */
export const heldIn = (plan: Pick<Plan, 'scheduled'>): string[] =>
  plan.scheduled.map((entry) => entry.activityId);

/** `activity/role/person`, sorted. */
export const servingIn = (plan: Pick<Plan, 'assignments'>): string[] =>
  plan.assignments.map((entry) => `${entry.activityId}/${entry.roleId}/${entry.volunteerId}`).sort();

/** Positions in a compiled season, to ask a rule what it admits. */
export function places(problem: Problem): Season {
  return compileSeason(problem);
}

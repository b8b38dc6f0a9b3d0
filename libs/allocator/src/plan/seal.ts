import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Certificate, type Plan, type Problem } from '@heli/contracts';

/** SHA-256 (FIPS 180-4) in hexadecimal of the canonical JSON (RFC 8785) of a value. */
export function sha256Of(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only values that JSON can say have a canonical form');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SHA-256 of a problem, defaults filled in: what a plan is bound to. */
export const problemSha256 = (problem: Problem): string => sha256Of(problem);

const sorted = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, key: canonicalize(item) ?? '' }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);

/** All decisions about each activity that the plan or the list names, as one value an activity; the order of lists does not matter. */
export function decisionsByActivity(plan: Plan, activityIds: readonly string[]): Map<string, unknown> {
  const parts = new Map<string, Partial<Record<string, unknown[]>>>();
  const of = (activityId: string): Partial<Record<string, unknown[]>> => {
    let found = parts.get(activityId);
    if (!found) parts.set(activityId, (found = {}));
    return found;
  };
  for (const id of activityIds) of(id);
  for (const id of plan.dropped) (of(id).dropped ??= []).push(true);
  for (const key of [
    'scheduled',
    'assignments',
    'groupEngagements',
    'equipmentLoans',
    'fundAllocations',
  ] as const)
    for (const entry of plan[key]) (of(entry.activityId)[key] ??= []).push(entry);
  return new Map(
    [...parts].map(([id, value]) => [
      id,
      Object.fromEntries(Object.entries(value).map(([key, list]) => [key, sorted(list ?? [])])),
    ]),
  );
}

/** Seal of a plan: one hash over all decisions and one for each activity, bound to the problem. */
export function sealOf(
  plan: Plan,
  hashOfProblem: string,
  activityIds: readonly string[],
): Certificate['seal'] {
  const activities: Record<string, string> = {};
  for (const [id, decisions] of decisionsByActivity(plan, activityIds))
    activities[id] = sha256Of({ problem: hashOfProblem, id, decisions });
  return { plan: sha256Of({ problem: hashOfProblem, activities }), activities };
}

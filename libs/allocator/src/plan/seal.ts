import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Certificate, type Plan, type Problem } from '@heli/contracts';

/** Canonical JSON (RFC 8785) of a value. */
function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only values that JSON can say have a canonical form');
  return text;
}

/** Canonical JSON of an entry of a plan: where it holds but words and whole numbers, the names in order are all that it takes. */
function textOfEntry(entry: object): string {
  const isFlat = Object.values(entry).every(
    (value) => typeof value === 'string' || value === null || Number.isSafeInteger(value),
  );
  return isFlat ? JSON.stringify(entry, Object.keys(entry).sort()) : canonical(entry);
}

const sha256OfText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 (FIPS 180-4) in hexadecimal of the canonical JSON (RFC 8785) of a value. */
export const sha256Of = (value: unknown): string => sha256OfText(canonical(value));

/** SHA-256 of a problem, defaults filled in: what a plan is bound to. */
export const problemSha256 = (problem: Problem): string => sha256Of(problem);

/**
 * Hashes problems that have most entries in common: the canonical text of an entry is written once. Only for problems
 * whose entries nobody changes in place.
 */
export class ProblemHashes {
  private readonly texts = new WeakMap<object, string>();

  /** As `problemSha256`. */
  of(problem: Problem): string {
    const fields = Object.entries(problem)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${canonical(key)}:${this.textOf(value)}`);
    return sha256OfText(`{${fields.join(',')}}`);
  }

  private textOf(value: unknown): string {
    if (typeof value !== 'object' || value === null) return canonical(value);
    let text = this.texts.get(value);
    if (text === undefined) {
      text = Array.isArray(value)
        ? `[${value.map((entry: unknown) => this.textOf(entry)).join(',')}]`
        : canonical(value);
      this.texts.set(value, text);
    }
    return text;
  }
}

/** Lists of a plan that say something of an activity. */
const LISTS = [
  'assignments',
  'equipmentLoans',
  'fundAllocations',
  'groupEngagements',
  'scheduled',
] as const satisfies readonly (keyof Plan)[];

/**
 * All decisions about each activity that the plan or the list names, as canonical JSON: an object of lists, of those that
 * are not empty, each in the order of its entries' texts, so that the order of the plan's lists does not matter.
 */
function decisionsByActivity(plan: Plan, activityIds: readonly string[]): Map<string, string> {
  const parts = new Map<string, Map<string, string[]>>(activityIds.map((id) => [id, new Map()]));
  const add = (activityId: string, key: string, text: string): void => {
    let lists = parts.get(activityId);
    if (!lists) parts.set(activityId, (lists = new Map<string, string[]>()));
    const list = lists.get(key);
    if (list) list.push(text);
    else lists.set(key, [text]);
  };
  for (const id of plan.dropped) add(id, 'dropped', 'true');
  for (const key of LISTS) for (const entry of plan[key]) add(entry.activityId, key, textOfEntry(entry));
  const written = ([key, texts]: readonly [string, string[]]): string =>
    `"${key}":[${texts.sort().join(',')}]`;
  return new Map(
    [...parts].map(([id, lists]) => [
      id,
      `{${[...lists]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(written)
        .join(',')}}`,
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
  const problem = canonical(hashOfProblem);
  for (const [id, decisions] of decisionsByActivity(plan, activityIds))
    activities[id] = sha256OfText(`{"decisions":${decisions},"id":${canonical(id)},"problem":${problem}}`);
  return { plan: sha256Of({ problem: hashOfProblem, activities }), activities };
}

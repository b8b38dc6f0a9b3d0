/** A thing of any pool, as its route answers it. */
export interface Thing extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
}

/** What `GET /history/{kind}/{id}` calls the kinds. */
export type HistoryWord =
  'volunteer' | 'group' | 'partner-unit' | 'venue' | 'donation' | 'equipment' | 'community' | 'organization';

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member at `limits.minutesPerDay`; undefined where there is none. */
export function at(value: Members, path: string): unknown {
  let found: unknown = value;
  for (const key of path.split('.')) found = isMembers(found) ? found[key] : undefined;
  return found;
}

/** The value with another member there; undefined takes it away, and with it what holds nothing else. */
export function put(value: Members, path: string, member: unknown): Members {
  const [key = '', ...rest] = path.split('.');
  const inner = value[key];
  const next = rest.length === 0 ? member : put(isMembers(inner) ? inner : {}, rest.join('.'), member);
  const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  const gone = next === undefined || (rest.length > 0 && isMembers(next) && Object.keys(next).length === 0);
  return gone ? others : { ...others, [key]: next };
}

/** The body of a PATCH that makes `after` of `before`: what changed, whole; `null` for what is gone. */
export function changesOf(before: Members, after: Members): Members {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter(
    (key) => JSON.stringify(sorted(before[key])) !== JSON.stringify(sorted(after[key])),
  );
  return Object.fromEntries(changed.map((key) => [key, after[key] ?? null]));
}

/** The same with members in the order of their names, so that order makes no difference. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

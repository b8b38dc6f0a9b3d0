/** Reads and writes members of plain objects by paths such as `limits.minutesPerDay`. */
export type Draft = Record<string, unknown>;

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function memberAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isDraft(inner) ? inner[key] : undefined), value);
}

export function setMember(draft: Draft, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  let inner = draft;
  for (const key of keys) {
    const next = inner[key];
    if (isDraft(next)) inner = next;
    else inner = inner[key] = {} as Draft;
  }
  inner[last] = value;
}

export function dropMember(draft: Draft, path: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  const inner = keys.length === 0 ? draft : memberAt(draft, keys.join('.'));
  if (isDraft(inner)) Reflect.deleteProperty(inner, last);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/;

/** Text that is the same for values that mean the same: keys in order, instants as moments, empty members left out. */
export function meaning(value: unknown): string {
  if (typeof value === 'string')
    return INSTANT.test(value) ? String(Date.parse(value)) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(meaning).join()}]`;
  if (!isDraft(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${meaning(value[key])}`);
  return `{${members.join()}}`;
}

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

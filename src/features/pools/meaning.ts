const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const INSTANT = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/;

/** Text that is the same for values that mean the same: keys and lists of ids in order, instants as moments, empty members left out. */
export function meaning(value: unknown): string {
  if (typeof value === 'string')
    return INSTANT.test(value) ? String(Date.parse(value)) : JSON.stringify(value);
  if (Array.isArray(value)) {
    const members = value.map(meaning);
    return `[${(value.every((one) => typeof one === 'string') ? members.sort() : members).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${meaning(value[key])}`);
  return `{${members.join()}}`;
}

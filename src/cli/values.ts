/** What the document holds at a path; undefined where there is nothing. */
export function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

const LONGEST = 60;

/** A value as short JSON for a message; of lists and objects only that they are such. */
export function shortValue(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[… ${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  const characters = Array.from(JSON.stringify(value));
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('');
}

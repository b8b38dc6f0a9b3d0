/** One field that a change touched. */
export interface FieldChange {
  readonly path: readonly string[];
  /** Undefined: it was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** What changes with every change, and says nothing of it. */
const BOOKKEEPING = new Set(['version', 'createdAt', 'updatedAt']);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, place) => isSame(one, b[place]));
  if (isFields(a) && isFields(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]));
  return false;
};

/**
 * What a change did, field by field; objects are looked into, lists are taken as a whole. A state that leaves a field out
 * says nothing of it where the other one names it: entries often note only what matters.
 */
export function changesOf(
  before: Fields | null,
  after: Fields | null,
  path: readonly string[] = [],
): FieldChange[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys.flatMap((key) => {
    if (path.length === 0 && BOOKKEEPING.has(key)) return [];
    const [was, is] = [before?.[key], after?.[key]];
    if (isSame(was ?? null, is ?? null)) return [];
    const here = [...path, key];
    if (isFields(was) || isFields(is)) {
      const inner = changesOf(isFields(was) ? was : null, isFields(is) ? is : null, here);
      if (inner.length > 0) return inner;
    }
    return [{ path: here, before: was, after: is }];
  });
}

/** What a cell says, or why it says nothing; `code` is a key of the catalogue below `imports.faults`. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, string | number>> };

export const said = <T>(value: T): Read<T> => ({ ok: true, value });

export const unclear = (
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): Read<never> => ({
  ok: false,
  code,
  params,
});

/** All of a list, or the first that is unclear. */
export function every<T, R>(items: readonly T[], read: (item: T, index: number) => Read<R>): Read<R[]> {
  const values: R[] = [];
  for (const [index, item] of items.entries()) {
    const result = read(item, index);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return said(values);
}

/** Full-width letters, digits and signs as half-width ones, so that `０９：００` is 09:00. */
export const plain = (text: string): string => text.normalize('NFKC').trim();

/** `vol-0001`, `vol-0002` …: at least `least` digits, all of one list equally long. */
export function numbered(prefix: string, total: number, least: number): (index: number) => string {
  const width = Math.max(least, String(total).length);
  return (index) => `${prefix}-${String(index + 1).padStart(width, '0')}`;
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = map.get(key);
    if (list) list.push(item);
    else map.set(key, [item]);
  }
  return map;
}

/** Items by the community they belong to. */
export const byCommunity = <T extends { readonly communityId: string }>(
  items: readonly T[],
): Map<string, T[]> => groupBy(items, ({ communityId }) => communityId);

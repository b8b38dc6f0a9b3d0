/**
 * Runs a task over a list, so many at a time, and gives the results in the order of the list. With a solver that blocks
 * its thread they run one after the other; with a pool of threads, side by side.
 */
export async function concurrently<T, R>(
  items: readonly T[],
  atOnce: number,
  task: (item: T, position: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const position = next++;
      const item = items[position];
      if (position >= items.length || item === undefined) return;
      results[position] = await task(item, position);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, lane));
  return results;
}

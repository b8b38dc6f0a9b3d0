/** Lets at most `most` pieces of work go on at once; the others wait in the order in which they came. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let going = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (going >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else going += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place over, so that nobody can slip in between.
      const next = waiting.shift();
      if (next === undefined) going -= 1;
      else next();
    }
  };
}

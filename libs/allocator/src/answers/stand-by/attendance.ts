/**
 * Probability that at least `least` of some people come, each independently of the others with a probability of their
 * own: the tail of the Poisson-binomial distribution, by exact convolution person by person. Source: Y. Hong, "On
 * computing the distribution function for the Poisson binomial distribution", Computational Statistics & Data Analysis
 * 59 (2013), 41–51.
 * @param reliabilities 0 to 1
 */
export function probabilityOfAtLeast(least: number, reliabilities: readonly number[]): number {
  if (least <= 0) return 1;
  if (least > reliabilities.length) return 0;
  // exactly[k]: k of those looked at so far come; the last entry gathers `least` and more.
  let exactly = [1, ...Array.from({ length: least }, () => 0)];
  for (const comes of reliabilities)
    exactly = exactly.map(
      (stays, k) => stays * (k === least ? 1 : 1 - comes) + (k === 0 ? 0 : (exactly[k - 1] ?? 0) * comes),
    );
  return Math.min(1, exactly[least] ?? 0);
}

/** How many of them are expected to come. */
export const expectedOf = (reliabilities: readonly number[]): number =>
  reliabilities.reduce((sum, comes) => sum + comes, 0);

/** What has to be reached: the least number in expectation, or with a probability. */
export interface Reach {
  readonly least: number;
  /** Left out: in expectation. */
  readonly probability?: number;
}

/** Sums of decimal reliabilities such as 0.9 + 0.6 + 0.5 may fall short of a whole number by rounding alone. */
const ROUNDING = 1e-9;

export const isReached = ({ least, probability }: Reach, reliabilities: readonly number[]): boolean =>
  probability === undefined
    ? expectedOf(reliabilities) >= least - ROUNDING
    : probabilityOfAtLeast(least, reliabilities) >= probability - ROUNDING;

/** The fewest reserves, from the first on, with whom enough come; null where all of them are too few. */
export function reservesNeeded(
  reach: Reach,
  assigned: readonly number[],
  reserves: readonly number[],
): number | null {
  for (let needed = 0; needed <= reserves.length; needed++)
    if (isReached(reach, [...assigned, ...reserves.slice(0, needed)])) return needed;
  return null;
}

const LONGEST_MS = 6 * 60 * 60 * 1000;

/**
 * Wait before the next attempt, milliseconds: it doubles with every attempt up to six hours, and half of it is left to
 * chance, so that what failed together does not come back together.
 * @param attempt of those made so far, from 1
 * @param chance from [0, 1)
 */
export function retryDelayMs(attempt: number, baseMs: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, baseMs * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

/** Failures that cost nothing: people mistype. */
const FREE_ATTEMPTS = 5;
const FIRST_WAIT = 30;
const LONGEST_WAIT = 60 * 60;

/** Seconds until the next attempt is listened to, after so many failures in a row. */
export function waitAfter(failures: number): number {
  if (failures < FREE_ATTEMPTS) return 0;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - FREE_ATTEMPTS));
}

/** The waits after one failure, two, and so on, until they grow no more. */
export const WAITS: readonly number[] = Array.from({ length: 16 }, (_, index) => waitAfter(index + 1));

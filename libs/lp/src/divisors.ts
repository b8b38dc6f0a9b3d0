/** Of whole numbers that are not negative; 0 is divided by all. */
export const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** Greatest number that divides all of them; 1 where there are none. */
export function commonDivisor(values: Iterable<number>): number {
  let divisor = 0;
  for (const value of values) divisor = greatestCommonDivisor(value, divisor);
  return divisor || 1;
}

/** Distance of a value from its bound, as a share of the value: |bound − value| / max(1, |value|). */
export const gapBetween = (value: number, bound: number): number =>
  Math.abs(bound - value) / Math.max(1, Math.abs(value));

/** As `gapBetween` for shares, which lie below 1 and are to be low. */
const shareGap = (value: number, bound: number): number =>
  value === 0 ? 0 : Math.max(0, value - bound) / value;

/** The gap that a certificate states for a tier: shares are minimised, points maximised. */
export const tierGap = (sense: 'max' | 'min', value: number, bound: number): number =>
  sense === 'max' ? gapBetween(value, bound) : shareGap(value, bound);

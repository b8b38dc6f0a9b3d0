/** Half-open stretch of time `[start, end)` in whole minutes since 1970-01-01T00:00Z. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Adjacent intervals do not overlap. */
export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;

export const contains = (outer: Interval, inner: Interval): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

export const lengthOf = (interval: Interval): number => interval.end - interval.start;

const BEIJING_MS = 8 * 3_600_000;
const DAY = 86_400_000;

/** The Monday after a day, `YYYY-MM-DD`, on the calendar of Beijing: a season that can be planned from its beginning. */
export function mondayAfter(now: number): string {
  const today = Math.floor((now + BEIJING_MS) / DAY);
  // 1970-01-01 was a Thursday: day 4 was a Monday.
  const next = today + (7 - ((today - 4) % 7));
  return new Date(next * DAY).toISOString().slice(0, 10);
}

import { dayIndex, formatDate, instantOf, MINUTES_PER_DAY, parseClock } from '@heli/calendar';

/** `[from, to)` on the local clock; it passes midnight where `from` is later than `to`. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * When somebody may be told again.
 * @param now epoch minutes, whole
 * @returns the end of the quiet hours that `now` lies in, epoch minutes; null where it lies in none
 */
export function quietUntil(now: number, { from, to }: QuietHours, zone: string): number | null {
  const [begin, end] = [parseClock(from), parseClock(to)];
  const today = dayIndex(now, zone);
  // Those that began today, and those that began yesterday and pass midnight.
  for (const day of begin < end ? [today] : [today - 1, today]) {
    const start = at(day, begin, zone);
    const stop = at(begin < end ? day : day + 1, end, zone);
    if (start <= now && now < stop) return stop;
  }
  return null;
}

const at = (day: number, minute: number, zone: string): number =>
  minute === MINUTES_PER_DAY
    ? instantOf(formatDate(day + 1), 0, zone)
    : instantOf(formatDate(day), minute, zone);

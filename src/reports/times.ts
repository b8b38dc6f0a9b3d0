import { clockText, localDate, minuteOfDay, parseInstant, weekday } from '@heli/calendar';

/** `2013-03-09 14:00` on the clock of a zone. */
export function localStamp(instant: string, zone: string): string {
  const minutes = parseInstant(instant);
  return `${localDate(minutes, zone)} ${clockText(minuteOfDay(minutes, zone))}`;
}

/** ISO weekday, 1 Monday … 7 Sunday, on the clock of a zone. */
export const localWeekday = (instant: string, zone: string): number => weekday(parseInstant(instant), zone);

/** `2013-03-09 14:00–16:00`; with the second date where it ends on another day. */
export function localSpan(start: string, end: string, zone: string): string {
  const from = localStamp(start, zone);
  const to = localStamp(end, zone);
  return from.slice(0, 10) === to.slice(0, 10) ? `${from}–${to.slice(11)}` : `${from} – ${to}`;
}

/** The last day of `[start, end)`. */
export const lastDay = (end: string, zone: string): string => localDate(parseInstant(end) - 1, zone);

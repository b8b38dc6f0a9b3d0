/**
 * Proleptic Gregorian dates as whole days since 1970-01-01, without zones.
 * Conversions after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", sections days_from_civil and
 * civil_from_days (https://howardhinnant.github.io/date_algorithms.html).
 */

export const MINUTES_PER_DAY = 1440;

const DAYS_PER_ERA = 146_097; // 400 Gregorian years
const EPOCH_SHIFT = 719_468; // days from 0000-03-01 to 1970-01-01

/** Days since 1970-01-01 of a Gregorian year, month (1 to 12) and day of the month. */
export function dayIndexOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

export function yearMonthDayOf(dayIndex: number): { year: number; month: number; day: number } {
  const z = dayIndex + EPOCH_SHIFT;
  const era = Math.floor(z / DAYS_PER_ERA);
  const dayOfEra = z - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / (DAYS_PER_ERA - 1))) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `YYYY-MM-DD`; refuses days that no month has. */
export function parseDate(date: string): number {
  const match = DATE.exec(date);
  const dayIndex = match ? dayIndexOf(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (!match || formatDate(dayIndex) !== date)
    throw new RangeError(`Not a calendar date YYYY-MM-DD: ${date}`);
  return dayIndex;
}

const formatted = new Map<number, string>();
const REMEMBERED_DATES = 100_000; // 270 years; the bound keeps hostile input from filling memory

/** `YYYY-MM-DD` of a day index. */
export function formatDate(dayIndex: number): string {
  const known = formatted.get(dayIndex);
  if (known !== undefined) return known;
  const { year, month, day } = yearMonthDayOf(dayIndex);
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (formatted.size < REMEMBERED_DATES) formatted.set(dayIndex, text);
  return text;
}

/** ISO 8601 weekday, 1 Monday … 7 Sunday. */
export function weekdayOfDay(dayIndex: number): number {
  const fromThursday = (((dayIndex + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
  return fromThursday + 1;
}

/** ISO 8601 week as year × 100 + week, e.g. 201301 for 2012-12-31. */
export function isoWeekOfDay(dayIndex: number): number {
  const thursday = dayIndex - weekdayOfDay(dayIndex) + 4; // the year of a week is the year of its Thursday
  const { year } = yearMonthDayOf(thursday);
  return year * 100 + Math.floor((thursday - dayIndexOf(year, 1, 1)) / 7) + 1;
}

const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Minutes since local midnight of a clock time `HH:mm`; `24:00` gives 1440. */
export function parseClock(clock: string): number {
  const match = CLOCK.exec(clock);
  if (!match) throw new RangeError(`Not a clock time HH:mm: ${clock}`);
  return clock === '24:00' ? MINUTES_PER_DAY : Number(match[1]) * 60 + Number(match[2]);
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

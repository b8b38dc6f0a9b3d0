import { formatDate, parseDate, weekdayOfDay } from './civil.js';

/** Public holidays and the weekend days worked instead of them, as dates `YYYY-MM-DD`. */
export interface DayCalendar {
  readonly holidays: readonly string[];
  readonly makeUpWorkdays: readonly string[];
}

export const isHoliday = (calendar: DayCalendar, date: string): boolean => calendar.holidays.includes(date);

/** Monday to Friday without public holidays, and make-up workdays. A day named as both is a holiday. */
export function isWorkday(calendar: DayCalendar, date: string): boolean {
  if (isHoliday(calendar, date)) return false;
  return weekdayOfDay(parseDate(date)) <= 5 || calendar.makeUpWorkdays.includes(date);
}

/** The same questions by day index (days since 1970-01-01, local), quick enough for loops. */
export interface DayTable {
  isHoliday(dayIndex: number): boolean;
  isWorkday(dayIndex: number): boolean;
}

export function dayTable(calendar: DayCalendar): DayTable {
  const holidays = new Set(calendar.holidays);
  const makeUp = new Set(calendar.makeUpWorkdays);
  const holiday = (day: number): boolean => holidays.has(formatDate(day));
  return {
    isHoliday: holiday,
    isWorkday: (day) => !holiday(day) && (weekdayOfDay(day) <= 5 || makeUp.has(formatDate(day))),
  };
}

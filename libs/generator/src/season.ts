import { type Dataset } from '@heli/contracts';
import {
  chinaDayCalendar,
  dayTable,
  formatDate,
  formatInstant,
  parseDate,
  weekdayOfDay,
  yearMonthDayOf,
  zoneClock,
} from '@heli/calendar';
import { type Shape } from './options.js';

export const ZONE = 'Asia/Shanghai';

/** The days of a season. A day is a whole number: days since 1970-01-01, local. */
export interface SeasonDays {
  readonly weeks: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly years: readonly number[];
  readonly calendar: Dataset['calendar'];
  isHoliday(day: number): boolean;
  isWorkday(day: number): boolean;
  holds(day: number): boolean;
  /** ISO instant with offset of a local minute of a day. */
  instant(day: number, minute: number): string;
}

const MONDAY = 1;

export function seasonDays(shape: Shape): SeasonDays {
  const firstDay = parseDate(shape.seasonStart);
  if (weekdayOfDay(firstDay) !== MONDAY)
    throw new RangeError(`The season must start on a Monday: ${shape.seasonStart}`);
  const lastDay = firstDay + shape.weeks * 7 - 1;
  const firstYear = yearMonthDayOf(firstDay).year;
  const lastYear = yearMonthDayOf(lastDay).year;
  const { holidays, makeUpWorkdays } = chinaDayCalendar(firstYear, lastYear);
  const calendar = { holidays: [...holidays], makeUpWorkdays: [...makeUpWorkdays] };
  const table = dayTable(calendar);
  const clock = zoneClock(ZONE);
  return {
    weeks: shape.weeks,
    firstDay,
    lastDay,
    years: Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i),
    calendar,
    isHoliday: (day) => table.isHoliday(day),
    isWorkday: (day) => table.isWorkday(day),
    holds: (day) => day >= firstDay && day <= lastDay,
    instant: (day, minute) => formatInstant(clock.instantOf(day, minute), ZONE),
  };
}

/** Season of the data set, `[start, end)`. */
export function seasonOf(days: SeasonDays): Dataset['season'] {
  const first = formatDate(days.firstDay);
  return {
    id: `season-${first}`,
    name: `${first} 起 ${days.weeks} 周活动季`,
    start: days.instant(days.firstDay, 0),
    end: days.instant(days.lastDay + 1, 0),
  };
}

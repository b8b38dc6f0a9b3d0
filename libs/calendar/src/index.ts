export * from './interval.js';
export {
  MINUTES_PER_DAY,
  dayIndexOf,
  formatDate,
  isoWeekOfDay,
  parseClock,
  parseDate,
  weekdayOfDay,
  yearMonthDayOf,
} from './civil.js';
export * from './zone.js';
export * from './days.js';
export * from './segments.js';
export * from './recurrence.js';
export * from './china.js';

import {
  chinaCalendarIsProvisional,
  chinaDayCalendar,
  eachStart,
  formatInstant,
  localDate,
  MINUTES_PER_DAY,
  parseInstant,
  zoneClock,
} from '@heli/calendar';
import { type DayCalendar, type SeasonSuccessor } from '@heli/contracts';
import { DEFAULT_LANGUAGE } from '../../i18n/index.js';
import { expandSeries, type SeriesValue } from '../activities/index.js';

/** Epoch minutes, `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Zones whose days off are those of the State Council's notices. */
const CHINA = new Set([
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Chongqing',
  'Asia/Harbin',
  'Asia/Kashgar',
  'PRC',
]);

/**
 * From the end of a season, as long as it by the local clock: whole days stay whole days, and a season that begins and
 * ends at midnight still does after clocks have changed.
 */
export function spanAfter({ start, end }: Span, zone: string): Span {
  const clock = zoneClock(zone);
  const local = (minutes: number): number =>
    clock.dayIndex(minutes) * MINUTES_PER_DAY + clock.minuteOfDay(minutes);
  const last = 2 * local(end) - local(start);
  const day = Math.floor(last / MINUTES_PER_DAY);
  return { start: end, end: clock.instantOf(day, last - day * MINUTES_PER_DAY) };
}

const yearsOf = ({ start, end }: Span, zone: string): number[] => {
  const [first, last] = [start, end - 1].map((minutes) => Number(localDate(minutes, zone).slice(0, 4)));
  return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, index) => (first ?? 0) + index);
};

/** Days off of the years of a season; elsewhere than in China those that the season before knows already. */
export function calendarOf(span: Span, zone: string, before: DayCalendar): DayCalendar {
  const within = (date: string): boolean =>
    date >= localDate(span.start, zone) && date <= localDate(span.end - 1, zone);
  const years = yearsOf(span, zone);
  const { holidays, makeUpWorkdays } = CHINA.has(zone)
    ? chinaDayCalendar(years.at(0) ?? 0, years.at(-1) ?? 0)
    : before;
  return { holidays: holidays.filter(within), makeUpWorkdays: makeUpWorkdays.filter(within) };
}

/** Years of a season in China whose days off are not announced yet. */
export const provisionalYears = (span: Span, zone: string): number[] =>
  CHINA.has(zone) ? yearsOf(span, zone).filter(chinaCalendarIsProvisional) : [];

/** The name with the first day, in place of that of the season before. */
export const nameAfter = (name: string, { start }: Span, zone: string): string =>
  `${name.replace(/ \d{4}-\d{2}-\d{2}$/, '').slice(0, 180)} ${localDate(start, zone)}`;

export type WhyEnded = SeasonSuccessor['ended'][number]['reason'];

/** What a series of the next season takes over. */
export type Continued = Omit<SeriesValue, 'id' | 'seasonId'>;

/**
 * A series in the next season: the same rule from its first start there on, so that every second week stays every second
 * week. A rule that counts its starts is over with its season.
 */
export function continuation(
  series: SeriesValue,
  next: Span,
  zone: string,
  holidays: readonly string[],
): Continued | WhyEnded {
  const { title, communityId, rrule, skipHolidays, template } = series;
  if (template === null) return 'not-expanded';
  if (/(?:^|;)\s*COUNT\s*=/i.test(rrule)) return 'counted';
  const starts: number[] = [];
  eachStart({ rrule, firstStart: series.firstStart, zone, until: formatInstant(next.end, zone) }, (start) => {
    if (start >= next.start) starts.push(start);
    return starts.length === 0;
  });
  const [first] = starts;
  if (first === undefined) return /(?:^|;)\s*UNTIL\s*=/i.test(rrule) ? 'ended' : 'no-start';
  const firstDay = localDate(next.start, zone);
  const continued = {
    ...{ title, communityId, rrule, skipHolidays, template },
    firstStart: formatInstant(first, zone),
    exceptDates: series.exceptDates.filter((date) => date >= firstDay),
  };
  // All its starts may fall on days on which it does not take place.
  const frame = { seasonStart: next.start, seasonEnd: next.end, zone, holidays };
  const expansion = expandSeries(
    { ...continued, id: series.id, seasonId: series.seasonId },
    frame,
    DEFAULT_LANGUAGE,
  );
  return !expansion.ok && expansion.fault.code === 'recurrence_empty' ? 'no-start' : continued;
}

export const spanOf = (season: { readonly start: string; readonly end: string }): Span => ({
  start: parseInstant(season.start),
  end: parseInstant(season.end),
});

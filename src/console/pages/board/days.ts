import { type ChinaCalendar, type FestivalName, type SeasonRead } from '@heli/contracts';
import { addDays, instantOf, localDateOf, weekdayOf } from '../../ui/zone';

export type Zoom = 'week' | 'month' | 'season';
export const ZOOMS: readonly Zoom[] = ['week', 'month', 'season'];

/** Local dates, both included. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** What is in sight: the ISO week or the month that holds a date, or the whole season. */
export function windowOf(
  zoom: Zoom,
  date: string,
  season: Pick<SeasonRead, 'start' | 'end'>,
  zone: string,
): Window {
  switch (zoom) {
    case 'week': {
      const monday = addDays(date, 1 - weekdayOf(date));
      return { from: monday, to: addDays(monday, 6) };
    }
    case 'month': {
      const first = `${date.slice(0, 7)}-01`;
      return { from: first, to: addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1) };
    }
    case 'season':
      return {
        from: localDateOf(Date.parse(season.start), zone),
        to: localDateOf(Date.parse(season.end) - 1, zone),
      };
  }
}

/** A date in the week or month after (1) or before (-1). */
export function stepped(zoom: Zoom, date: string, by: 1 | -1): string {
  if (zoom === 'week') return addDays(date, 7 * by);
  const first = `${date.slice(0, 7)}-01`;
  return by === 1 ? `${addDays(first, 31).slice(0, 7)}-01` : `${addDays(first, -1).slice(0, 7)}-01`;
}

/** `[start, end)` of a window, milliseconds. */
export const boundsOf = ({ from, to }: Window, zone: string): { start: number; end: number } => ({
  start: instantOf(from, '00:00', zone),
  end: instantOf(addDays(to, 1), '00:00', zone),
});

/** Today where the season runs, else the day on which it begins. */
export function firstDate(season: Pick<SeasonRead, 'start' | 'end'>, now: number, zone: string): string {
  const [start, end] = [Date.parse(season.start), Date.parse(season.end)];
  return localDateOf(start <= now && now < end ? now : start, zone);
}

/** What a day is called on the axis: day of rest, worked weekend day, traditional festival. */
export interface DayMark {
  readonly rest: boolean;
  readonly worked: boolean;
  readonly festival: FestivalName | 'new-year' | 'labour-day' | 'national-day' | null;
}

const FIXED: Readonly<Record<string, DayMark['festival']>> = {
  '01-01': 'new-year',
  '05-01': 'labour-day',
  '10-01': 'national-day',
};

/** Marks by local date: China's calendar, and the days that the season itself keeps. */
export function marksOf(
  china: Pick<ChinaCalendar, 'holidays' | 'makeUpWorkdays' | 'festivals'>,
  season: SeasonRead['calendar'],
): ReadonlyMap<string, DayMark> {
  const marks = new Map<string, DayMark>();
  const put = (date: string, mark: Partial<DayMark>) =>
    marks.set(date, { rest: false, worked: false, festival: null, ...marks.get(date), ...mark });
  for (const { date, name } of china.festivals) put(date, { festival: name });
  for (const date of [...china.holidays, ...season.holidays]) {
    const fixed = FIXED[date.slice(5)];
    put(date, fixed === undefined || fixed === null ? { rest: true } : { rest: true, festival: fixed });
  }
  for (const date of [...china.makeUpWorkdays, ...season.makeUpWorkdays]) put(date, { worked: true });
  return marks;
}

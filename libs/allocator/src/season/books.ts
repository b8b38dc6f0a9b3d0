import { type DayCalendar, type Interval, SegmentBook } from '@heli/calendar';
import { type Problem } from '@heli/contracts';

/** Books of each calendar that is still in use, by horizon and zone. */
const BOOKS = new WeakMap<DayCalendar, Map<string, SegmentBook>>();

/**
 * The book in which offered time of a zone is expanded over the horizon. Problems that share a calendar share it: a
 * question changes little of a problem, and most windows in it have been expanded before.
 * @param horizon that of the problem, in epoch minutes
 */
export function bookOf({ calendar }: Problem, horizon: Interval, zone: string): SegmentBook {
  let books = BOOKS.get(calendar);
  if (!books) BOOKS.set(calendar, (books = new Map<string, SegmentBook>()));
  const key = `${horizon.start}|${horizon.end}|${zone}`;
  let book = books.get(key);
  if (!book) books.set(key, (book = new SegmentBook(horizon, zone, calendar)));
  return book;
}

import { MINUTES_PER_DAY, formatDate, isoWeekOfDay, pad, parseDate, weekdayOfDay } from './civil.js';

const MS_PER_MINUTE = 60_000;
const REMEMBERED_DAYS = 100_000; // 270 years; the bound keeps hostile input from filling memory

const INSTANT = /^(\d{4})-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/;

/**
 * Whole minutes since 1970-01-01T00:00Z of an ISO 8601 instant with offset. Nothing is rounded: an instant that is not a
 * whole minute, has no offset or is no date is refused with a RangeError.
 */
export function parseInstant(iso: string): number {
  const minutes = INSTANT.test(iso) ? Date.parse(iso) / MS_PER_MINUTE : Number.NaN;
  if (Number.isInteger(minutes)) return minutes;
  throw new RangeError(
    Number.isNaN(minutes)
      ? `Not an ISO 8601 instant with an offset: ${iso}`
      : `Instants are whole minutes; this one is not: ${iso}`,
  );
}

/** True where `parseInstant` would take it. */
export const isInstant = (iso: string): boolean =>
  INSTANT.test(iso) && Number.isInteger(Date.parse(iso) / MS_PER_MINUTE);

/** ISO 8601 with the zone's offset, e.g. `2013-03-09T14:00:00+08:00`. */
export const formatInstant = (minutes: number, zone: string): string => zoneClock(zone).format(minutes);

/** Local date `YYYY-MM-DD`. */
export const localDate = (minutes: number, zone: string): string =>
  formatDate(zoneClock(zone).dayIndex(minutes));

/** Local date as whole days since 1970-01-01. */
export const dayIndex = (minutes: number, zone: string): number => zoneClock(zone).dayIndex(minutes);

/** Local ISO 8601 week as year × 100 + week, e.g. 201310. */
export const isoWeekKey = (minutes: number, zone: string): number => zoneClock(zone).isoWeekKey(minutes);

/** Local ISO weekday, 1 Monday … 7 Sunday. */
export const weekday = (minutes: number, zone: string): number => zoneClock(zone).weekday(minutes);

/** Minutes on the local clock since 00:00. */
export const minuteOfDay = (minutes: number, zone: string): number => zoneClock(zone).minuteOfDay(minutes);

/** First instant of a local date; not 00:00 where clocks skip midnight. */
export const startOfDay = (date: string, zone: string): number => zoneClock(zone).startOfDay(parseDate(date));

/** Instant of a local date and minute of the day; see `ZoneClock.instantOf` for skipped and repeated times. */
export const instantOf = (date: string, minute: number, zone: string): number =>
  zoneClock(zone).instantOf(parseDate(date), minute);

export function isTimeZone(zone: string): boolean {
  try {
    zoneClock(zone);
    return true;
  } catch {
    return false;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone; one per zone, so that what it learnt of offsets is kept. */
export function zoneClock(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new ZoneClock(zone);
    clocks.set(zone, clock);
  }
  return clock;
}

/** Offsets of one UTC day, minutes east of Greenwich: `before` the minute `change`, `after` from it on. */
interface OffsetDay {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/**
 * Local time of one IANA zone. Offsets come from Intl (the tz database) and are kept per UTC day, at most one change a
 * day; offsets with seconds (local mean times before about 1930) lose them.
 */
export class ZoneClock {
  readonly zone: string;
  private readonly intl: Intl.DateTimeFormat;
  private readonly days = new Map<number, OffsetDay>();

  constructor(zone: string) {
    this.zone = zone;
    this.intl = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /** Minutes east of Greenwich at an instant. */
  offsetAt(minutes: number): number {
    const utcDay = Math.floor(minutes / MINUTES_PER_DAY);
    const known = this.days.get(utcDay) ?? this.learn(utcDay);
    return minutes < known.change ? known.before : known.after;
  }

  dayIndex(minutes: number): number {
    return Math.floor((minutes + this.offsetAt(minutes)) / MINUTES_PER_DAY);
  }

  minuteOfDay(minutes: number): number {
    const local = minutes + this.offsetAt(minutes);
    return local - Math.floor(local / MINUTES_PER_DAY) * MINUTES_PER_DAY;
  }

  weekday(minutes: number): number {
    return weekdayOfDay(this.dayIndex(minutes));
  }

  isoWeekKey(minutes: number): number {
    return isoWeekOfDay(this.dayIndex(minutes));
  }

  /**
   * The instant at which the local clock shows this minute of this day (1440: the next midnight). A time that occurs
   * twice, when clocks go back, means the first; a time that is skipped, when clocks go forward, means the instant of
   * the change, so that a window over the gap keeps just the part that exists.
   */
  instantOf(day: number, minute: number): number {
    const local = day * MINUTES_PER_DAY + minute;
    const earlierOffset = this.offsetAt(local - MINUTES_PER_DAY);
    const laterOffset = this.offsetAt(local + MINUTES_PER_DAY);
    const early = local - earlierOffset;
    if (earlierOffset === laterOffset || this.offsetAt(early) === earlierOffset) return early;
    const late = local - laterOffset;
    if (this.offsetAt(late) === laterOffset) return late;
    return this.changeBetween(late, early);
  }

  startOfDay(day: number): number {
    return this.instantOf(day, 0);
  }

  format(minutes: number): string {
    const offset = this.offsetAt(minutes);
    const local = minutes + offset;
    const day = Math.floor(local / MINUTES_PER_DAY);
    const minute = local - day * MINUTES_PER_DAY;
    return `${formatDate(day)}T${clockText(minute)}:00${offsetText(offset)}`;
  }

  private learn(utcDay: number): OffsetDay {
    const start = utcDay * MINUTES_PER_DAY;
    const before = this.ask(start);
    const after = this.ask(start + MINUTES_PER_DAY);
    const change = before === after ? start : this.changeBetween(start, start + MINUTES_PER_DAY);
    const learnt = { before, after, change };
    if (this.days.size >= REMEMBERED_DAYS) this.days.clear();
    this.days.set(utcDay, learnt);
    return learnt;
  }

  /** First minute with another offset than `from` has; there is one at or before `to`. */
  private changeBetween(from: number, to: number): number {
    const before = this.ask(from);
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.ask(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  private ask(minutes: number): number {
    const text = this.intl.format(minutes * MS_PER_MINUTE);
    const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::\d{2})?)?$/.exec(text);
    if (!match) throw new Error(`Intl gave no offset for ${this.zone}: ${text}`);
    const size = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    return match[1] === '-' ? -size : size;
  }
}

/** `HH:mm` of a minute of the day; 1440 gives `24:00`. */
export const clockText = (minute: number): string =>
  `${pad(Math.floor(minute / 60), 2)}:${pad(minute % 60, 2)}`;

function offsetText(offset: number): string {
  return `${offset < 0 ? '-' : '+'}${clockText(Math.abs(offset))}`;
}

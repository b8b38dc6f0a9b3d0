import { clockText, formatInstant, instantOf, parseInstant } from '@heli/calendar';
import { plain, type Read, said, unclear } from './read.js';

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::00)?$/;

/** `2013-03-09`, `2013/3/9`, `2013年3月9日` */
export function readDate(text: string): Read<string> {
  const match = DATE.exec(plain(text));
  if (!match) return unclear('not_date');
  const [, year = '', month = '', day = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
    ? said(iso)
    : unclear('not_date');
}

/** `9:00` as `09:00`; `24:00` is allowed. */
export function readClock(text: string): Read<string> {
  const match = CLOCK.exec(plain(text));
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  const isClock = match !== null && minute < 60 && (hour < 24 || (hour === 24 && minute === 0));
  return isClock ? said(clockText(hour * 60 + minute)) : unclear('not_clock');
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Local date and clock time as an instant with the zone's offset. */
export const localInstant = (date: string, clock: string, zone: string): string =>
  formatInstant(instantOf(date, minuteOf(clock), zone), zone);

/** `2013-03-09 14:00` on the community's clock, or ISO 8601 with an offset. A date alone is its first minute. */
export function readInstant(text: string, zone: string): Read<string> {
  const words = plain(text);
  if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(words)) {
    const time = Date.parse(words);
    return Number.isNaN(time) || time % 60_000 !== 0
      ? unclear('not_instant')
      : said(formatInstant(time / 60_000, zone));
  }
  const [date = '', clock = '00:00', ...rest] = words.split(/[ T]+/);
  const day = readDate(date);
  const time = readClock(clock);
  if (!day.ok || !time.ok || rest.length > 0) return unclear('not_instant');
  return said(localInstant(day.value, time.value, zone));
}

/** As `readInstant` reads it; with the offset where the clock alone would mean another moment. */
export function writeInstant(iso: string, zone: string): string {
  const local = formatInstant(parseInstant(iso), zone);
  const date = local.slice(0, 10);
  const clock = local.slice(11, 16);
  return localInstant(date, clock, zone) === local ? `${date} ${clock}` : local;
}

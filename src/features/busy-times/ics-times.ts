import { formatDate, instantOf, isTimeZone, parseDate } from '@heli/calendar';
import { type Component, type Property, propertyNamed } from './ics-file.js';

/** A point in time as the file has it. */
export interface Moment {
  /** Epoch minutes; of a date its local midnight. Rounded down where there are seconds. */
  readonly minutes: number;
  /** The zone whose clock it keeps. */
  readonly zone: string;
  /** Local date where it is no more than that. */
  readonly date: string | null;
  /** There were seconds. */
  readonly seconds: boolean;
}

/** What is wrong with a property; a key of the catalogues below `busyTimes.faults`. */
export class TimeFault extends Error {
  override readonly name = 'TimeFault';

  constructor(
    readonly code: 'time' | 'zone' | 'duration',
    readonly value: string,
  ) {
    super(`${code}: ${value}`);
  }
}

/** Windows' own names of zones, as Outlook writes them (CLDR, windowsZones, territory 001 or that of the capital). */
const WINDOWS: Readonly<Record<string, string>> = {
  'China Standard Time': 'Asia/Shanghai',
  'Taipei Standard Time': 'Asia/Taipei',
  'Singapore Standard Time': 'Asia/Singapore',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'India Standard Time': 'Asia/Kolkata',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Russian Standard Time': 'Europe/Moscow',
  'GMT Standard Time': 'Europe/London',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Romance Standard Time': 'Europe/Paris',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  UTC: 'UTC',
};

/** Reads times of one calendar. */
export class IcsClock {
  private readonly aliases: ReadonlyMap<string, string>;

  /** @param local zone of times without any */
  constructor(
    calendar: Component,
    readonly local: string,
  ) {
    const aliases = new Map<string, string>();
    for (const zone of calendar.components.filter(({ name }) => name === 'VTIMEZONE')) {
      const id = propertyNamed(zone, 'TZID')?.value.trim();
      const location = propertyNamed(zone, 'X-LIC-LOCATION')?.value.trim();
      if (id !== undefined && location !== undefined && isTimeZone(location)) aliases.set(id, location);
    }
    this.aliases = aliases;
  }

  /** @throws TimeFault */
  moment({ parameters, value }: Property): Moment {
    return this.momentOf(value.trim(), parameters.get('TZID'));
  }

  /** A list of them: EXDATE, RDATE. */
  moments({ parameters, value }: Property): Moment[] {
    return value
      .split(',')
      .map((one) => this.momentOf(one.trim().split('/')[0] ?? '', parameters.get('TZID')));
  }

  /** The periods of FREEBUSY: start and end, or start and length. */
  periods({ value }: Property): { readonly start: Moment; readonly end: number }[] {
    return value.split(',').map((period) => {
      const [from = '', to = ''] = period.trim().split('/', 2);
      const start = this.momentOf(from, undefined);
      return {
        start,
        end: /^[+-]?P/.test(to)
          ? start.minutes + durationOf(to).minutes
          : ceiling(this.momentOf(to, undefined)),
      };
    });
  }

  private momentOf(text: string, tzid: string | undefined): Moment {
    const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text);
    if (match === null) throw new TimeFault('time', text);
    const [, year = '', month = '', day = '', hour, minute = '', second = '', utc] = match;
    const date = `${year}-${month}-${day}`;
    const zone = utc === undefined ? (tzid === undefined ? this.local : this.zoneOf(tzid)) : 'UTC';
    const clock = hour === undefined ? 0 : Number(hour) * 60 + Number(minute);
    if (clock >= 24 * 60 || Number(minute) > 59 || Number(second) > 60) throw new TimeFault('time', text);
    try {
      return {
        minutes: instantOf(date, clock, zone),
        zone,
        date: hour === undefined ? date : null,
        seconds: Number(second) > 0,
      };
    } catch (cause) {
      if (cause instanceof RangeError) throw new TimeFault('time', text);
      throw cause;
    }
  }

  private zoneOf(tzid: string): string {
    const known = this.aliases.get(tzid) ?? WINDOWS[tzid];
    if (known !== undefined) return known;
    // Some programs put their own path in front: /citadel.org/20250101_1/Asia/Shanghai.
    const parts = tzid.split('/').filter((part) => part !== '');
    for (let from = 0; from < parts.length; from++) {
      const name = parts.slice(from).join('/');
      if (isTimeZone(name)) return name;
    }
    throw new TimeFault('zone', tzid);
  }
}

/** The minute after which it is over. */
export const ceiling = ({ minutes, seconds }: Moment): number => (seconds ? minutes + 1 : minutes);

/** `P1DT2H30M`, `PT45M`, `P2W`; days are counted apart, for they may have 23 or 25 hours. @throws TimeFault */
export function durationOf(text: string): { readonly days: number; readonly minutes: number } {
  const match =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/.exec(
      text.trim(),
    );
  if (match === null) throw new TimeFault('duration', text);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return { days: weeks * 7 + days, minutes: hours * 60 + minutes + Math.ceil(seconds / 60) };
}

/** Local date so many days later. */
export const laterDate = (date: string, days: number): string => formatDate(parseDate(date) + days);

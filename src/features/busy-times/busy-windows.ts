import {
  dayIndex,
  eachStart,
  formatDate,
  formatInstant,
  instantOf,
  minuteOfDay,
  MINUTES_PER_DAY,
  RecurrenceError,
} from '@heli/calendar';
import { type Component, propertyNamed, readCalendars } from './ics-file.js';
import { ceiling, durationOf, IcsClock, type Moment, TimeFault } from './ics-times.js';

/** Busy time `[start, end)`, epoch minutes. */
export interface Busy {
  readonly start: number;
  readonly end: number;
}

/** What keeps a file from being taken; the code is a key of the catalogues below `busyTimes.faults`. */
export interface BusyFault {
  readonly code: 'time' | 'zone' | 'duration' | 'no_start' | 'rule' | 'too_many';
  readonly line: number;
  readonly value: string;
}

export interface BusyTimes {
  /** In order, apart from each other. */
  readonly windows: readonly Busy[];
  readonly faults: readonly BusyFault[];
}

export interface Horizon {
  /** Epoch minutes; what lies outside is cut off. */
  readonly from: number;
  readonly until: number;
  /** The clock of times that name no zone. */
  readonly zone: string;
}

/** Bounds on what one file may ask for: repetitions looked at, and rules that cannot be followed. */
const MOST_STARTS = 30_000;
const MOST_BROKEN_RULES = 3;
const MOST_FAULTS = 50;

/**
 * When somebody is busy according to their own calendar (RFC 5545): events but those that are cancelled or leave one free,
 * with their repetitions, and the busy periods of VFREEBUSY. Nothing else of them is read.
 * @throws IcsError where the file is no calendar
 */
export function busyTimes(text: string, horizon: Horizon): BusyTimes {
  const found: Busy[] = [];
  const faults: BusyFault[] = [];
  const budget = { starts: MOST_STARTS, brokenRules: MOST_BROKEN_RULES };
  for (const calendar of readCalendars(text)) {
    const clock = new IcsClock(calendar, horizon.zone);
    const events = calendar.components.filter(({ name }) => name === 'VEVENT');
    const overrides = new Map<string, Set<number>>();
    const attempt = (component: Component, work: () => void): void => {
      try {
        work();
      } catch (error) {
        const fault = faultOf(error, component.line);
        if (fault === undefined) throw error;
        if (fault.code === 'rule') budget.brokenRules--;
        if (faults.length < MOST_FAULTS) faults.push(fault);
      }
    };
    for (const event of events)
      attempt(event, () => {
        const replaced = propertyNamed(event, 'RECURRENCE-ID');
        if (replaced === undefined) return;
        const uid = uidOf(event);
        overrides.set(uid, (overrides.get(uid) ?? new Set()).add(clock.moment(replaced).minutes));
      });
    for (const event of events)
      attempt(event, () => {
        if (isBusy(event) && budget.brokenRules > 0)
          found.push(...busyOf(event, clock, horizon, overrides, budget));
      });
    for (const component of calendar.components.filter(({ name }) => name === 'VFREEBUSY'))
      attempt(component, () => {
        for (const property of component.properties)
          if (property.name === 'FREEBUSY' && property.parameters.get('FBTYPE')?.toUpperCase() !== 'FREE')
            for (const { start, end } of clock.periods(property)) found.push({ start: start.minutes, end });
      });
  }
  return { windows: merged(found, horizon), faults };
}

const uidOf = (event: Component): string => propertyNamed(event, 'UID')?.value.trim() ?? `line ${event.line}`;
const word = (event: Component, name: string): string =>
  propertyNamed(event, name)?.value.trim().toUpperCase() ?? '';

const isBusy = (event: Component): boolean =>
  word(event, 'STATUS') !== 'CANCELLED' &&
  word(event, 'TRANSP') !== 'TRANSPARENT' &&
  word(event, 'X-MICROSOFT-CDO-BUSYSTATUS') !== 'FREE';

class NoStart extends Error {}
class TooMany extends Error {}

function faultOf(error: unknown, line: number): BusyFault | undefined {
  if (error instanceof TimeFault) return { code: error.code, line, value: error.value };
  if (error instanceof NoStart) return { code: 'no_start', line, value: '' };
  if (error instanceof TooMany) return { code: 'too_many', line, value: String(MOST_STARTS) };
  if (error instanceof RecurrenceError) return { code: 'rule', line, value: error.message };
  return undefined;
}

/** The times of one event within the horizon. */
function busyOf(
  event: Component,
  clock: IcsClock,
  horizon: Horizon,
  overrides: ReadonlyMap<string, ReadonlySet<number>>,
  budget: { starts: number },
): Busy[] {
  const begin = propertyNamed(event, 'DTSTART');
  if (begin === undefined) throw new NoStart();
  const first = clock.moment(begin);
  const endOf = lengthOf(event, clock, first);
  const isOverride = propertyNamed(event, 'RECURRENCE-ID') !== undefined;
  const replaced = isOverride ? undefined : overrides.get(uidOf(event));
  const except = new Set(
    event.properties
      .filter(({ name }) => name === 'EXDATE')
      .flatMap((one) => clock.moments(one))
      .map(({ minutes }) => minutes),
  );
  const starts = new Set([first.minutes]);
  const rule = isOverride ? undefined : propertyNamed(event, 'RRULE');
  if (rule !== undefined) {
    if (!/(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/i.test(rule.value))
      throw new RecurrenceError(
        'RECURRENCE_MALFORMED',
        `${rule.value}: only daily, weekly, monthly and yearly rules are followed`,
      );
    const longest = endOf(first.minutes) - first.minutes + MINUTES_PER_DAY;
    const recurrence = {
      rrule: rule.value.trim(),
      firstStart: formatInstant(forwarded(rule.value, first, horizon.from - longest), first.zone),
      zone: first.zone,
      until: formatInstant(horizon.until, first.zone),
    };
    eachStart(recurrence, (start) => {
      if (endOf(start) > horizon.from) starts.add(start);
      return --budget.starts >= 0;
    });
    if (budget.starts < 0) throw new TooMany();
  }
  if (!isOverride)
    for (const more of event.properties.filter(({ name }) => name === 'RDATE'))
      for (const { minutes } of clock.moments(more)) starts.add(minutes);
  return [...starts]
    .filter((start) => !except.has(start) && replaced?.has(start) !== true)
    .map((start) => ({ start, end: endOf(start) }));
}

/**
 * A later start of the same rule, not after `before`: years of a weekly meeting need not be walked through. Whole periods
 * are left out, so that the rule goes on as it would have; a rule that counts has to be walked.
 */
function forwarded(rule: string, { minutes, zone }: Moment, before: number): number {
  const part = (name: string): string | undefined =>
    new RegExp(`(?:^|;)${name}=([^;]*)`, 'i').exec(rule)?.[1]?.toUpperCase();
  const days = { DAILY: 1, WEEKLY: 7 }[part('FREQ') ?? ''];
  const interval = Number(part('INTERVAL') ?? 1);
  if (days === undefined || part('COUNT') !== undefined || !(interval >= 1 && interval <= 1_000))
    return minutes;
  const period = days * interval;
  const periods = Math.floor((dayIndex(before, zone) - 1 - dayIndex(minutes, zone)) / period);
  if (periods <= 0) return minutes;
  return instantOf(formatDate(dayIndex(minutes, zone) + periods * period), minuteOfDay(minutes, zone), zone);
}

/** End of a repetition that begins at a start: whole days keep their dates, hours their length. */
function lengthOf(event: Component, clock: IcsClock, first: Moment): (start: number) => number {
  const { zone } = first;
  const afterDays = (start: number, days: number): number =>
    instantOf(formatDate(dayIndex(start, zone) + days), minuteOfDay(start, zone), zone);
  const end = propertyNamed(event, 'DTEND');
  if (end !== undefined) {
    const last = clock.moment(end);
    if (first.date !== null && last.date !== null) {
      const days = Math.max(1, dayIndex(last.minutes, zone) - dayIndex(first.minutes, zone));
      return (start) => afterDays(start, days);
    }
    const minutes = ceiling(last) - first.minutes;
    return (start) => start + minutes;
  }
  const duration = propertyNamed(event, 'DURATION');
  if (duration !== undefined) {
    const { days, minutes } = durationOf(duration.value);
    return (start) => afterDays(start, days) + minutes;
  }
  // RFC 5545, 3.6.1: a date lasts that day, a moment no time at all.
  return (start) => (first.date === null ? start : afterDays(start, 1));
}

/** Within the horizon, joined where they meet. */
function merged(found: readonly Busy[], { from, until }: Horizon): Busy[] {
  const windows: Busy[] = [];
  const inside = found
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, until) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  for (const { start, end } of inside) {
    const last = windows.at(-1);
    if (last !== undefined && start <= last.end)
      windows[windows.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else windows.push({ start, end });
  }
  return windows;
}

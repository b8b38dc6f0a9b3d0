import { expandRecurrence, formatDate, weekdayOfDay, yearMonthDayOf, zoneClock } from '@heli/calendar';
import { type ActivityKind } from '@heli/contracts';
import { type Random } from '../random.js';
import { type SeasonDays, ZONE } from '../season.js';
import { type Moment, hoursOf, nearestDay, suits } from './dates.js';
import { type Rhythm, type Slot, type Template } from './templates.js';

export interface SeriesDraft {
  readonly template: Template;
  readonly slot: Slot;
  readonly rrule: string;
  readonly firstStart: string;
  readonly exceptDates: readonly string[];
  /** What the rule yields within the season. */
  readonly starts: readonly Moment[];
}

const BYDAY = ['', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEKS_BETWEEN: Readonly<Record<Rhythm, number>> = { weekly: 1, fortnightly: 2, monthly: 4.35 };
const LAST_NTH = 4; // the fifth Tuesday is missing in most months

/** Days of endless rules, from the first week of the season on: a few dozen serve thousands of series. */
export type Expansions = Map<string, readonly number[]>;

/**
 * A series of up to `length` activities. Days that do not suit (holidays, worked weekends) are its exceptions, so it may
 * turn out shorter; undefined where the season is too short for two.
 */
export function makeSeries(
  template: Template,
  rhythm: Rhythm,
  length: number,
  durationMinutes: number,
  season: SeasonDays,
  expansions: Expansions,
  random: Random,
): SeriesDraft | undefined {
  const slot = random.weighted(template.slots.map((choice) => [choice, choice.weight]));
  const minute = random.pick(hoursOf(slot, durationMinutes));
  const span = Math.ceil((length - 1) * WEEKS_BETWEEN[rhythm]);
  const earliest = Math.floor((template.part?.[0] ?? 0) * season.weeks);
  const latest = Math.max(earliest, season.weeks - 1 - span);
  const firstWeek = season.firstDay + 7 * Math.min(season.weeks - 1, random.int(earliest, latest));
  const wished = firstWeek + (slot.on === 'workday' ? random.int(0, 4) : slot.on === 'saturday' ? 5 : 6);
  const firstDay = nearestDay(wished, 7, (day) => isFirstDay(season, day, slot, template.kind));
  if (firstDay === undefined) return undefined;
  const rule = ruleOf(rhythm, firstDay);
  const all = daysOf(rule, firstDay, season, expansions)
    .filter((day) => day >= firstDay)
    .slice(0, length);
  const holds = (day: number): boolean => suits(season, day, slot.on, template.kind);
  const starts = all.filter(holds).map((day) => ({ day, minute }));
  if (starts.length < 2) return undefined;
  return {
    template,
    slot,
    rrule: `${rule.text};COUNT=${length}`,
    firstStart: season.instant(firstDay, minute),
    exceptDates: all.filter((day) => !holds(day)).map(formatDate),
    starts,
  };
}

const isFirstDay = (season: SeasonDays, day: number, slot: Slot, kind: ActivityKind): boolean =>
  suits(season, day, slot.on, kind) && nthInMonth(day) <= LAST_NTH;

const nthInMonth = (day: number): number => Math.ceil(yearMonthDayOf(day).day / 7);

interface Rule {
  readonly text: string;
  /** Days after which a weekly rule repeats; 0 where months count. */
  readonly period: number;
}

function ruleOf(rhythm: Rhythm, firstDay: number): Rule {
  const day = BYDAY[weekdayOfDay(firstDay)] ?? '';
  switch (rhythm) {
    case 'weekly':
      return { text: `FREQ=WEEKLY;BYDAY=${day}`, period: 7 };
    case 'fortnightly':
      return { text: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`, period: 14 };
    case 'monthly':
      return { text: `FREQ=MONTHLY;BYDAY=${nthInMonth(firstDay)}${day}`, period: 0 };
  }
}

function daysOf(rule: Rule, firstDay: number, season: SeasonDays, expansions: Expansions): readonly number[] {
  const since = firstDay - season.firstDay;
  const from = season.firstDay + (rule.period === 0 ? 0 : since % rule.period);
  const key = `${rule.text} ${from}`;
  let days = expansions.get(key);
  if (!days) {
    const clock = zoneClock(ZONE);
    days = expandRecurrence({
      rrule: rule.text,
      firstStart: season.instant(from, 0),
      zone: ZONE,
      until: season.instant(season.lastDay + 1, 0),
    }).map((start) => clock.dayIndex(start));
    expansions.set(key, days);
  }
  return days;
}

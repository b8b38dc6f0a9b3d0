import { dayIndexOf, parseDate, traditionalFestivals, weekdayOfDay } from '@heli/calendar';
import { type ActivityKind } from '@heli/contracts';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { type DayChoice, type Slot } from './templates.js';

/** A possible start: local day (days since 1970-01-01) and minute of the day. */
export interface Moment {
  readonly day: number;
  readonly minute: number;
}

/** Kinds that keep clear of public holidays; the policy of the data set says the same. */
export const NO_HOLIDAY_KINDS: readonly ActivityKind[] = ['self_governance', 'training'];

const SATURDAY = 6;
const SUNDAY = 7;

/** Weekends only where they are not worked; working days without make-up weekends. */
export function suits(season: SeasonDays, day: number, choice: DayChoice, kind: ActivityKind): boolean {
  if (!season.holds(day)) return false;
  if (NO_HOLIDAY_KINDS.includes(kind) && season.isHoliday(day)) return false;
  const weekday = weekdayOfDay(day);
  if (choice === 'workday') return weekday < SATURDAY && season.isWorkday(day);
  return weekday === (choice === 'saturday' ? SATURDAY : SUNDAY) && !season.isWorkday(day);
}

const BEDTIME = 21 * 60; // most people's evening ends at nine

/** Starts of the slot from which it is over by nine in the evening; else its earliest. */
export function hoursOf(slot: Slot, durationMinutes: number): number[] {
  const early = slot.at.filter((minute) => minute + durationMinutes <= BEDTIME);
  return early.length > 0 ? early : [Math.min(...slot.at)];
}

/** The suitable day nearest to the wished one, at most `reach` days off. */
export function nearestDay(
  wished: number,
  reach: number,
  isSuitable: (day: number) => boolean,
): number | undefined {
  for (let distance = 0; distance <= reach; distance++) {
    if (isSuitable(wished + distance)) return wished + distance;
    if (isSuitable(wished - distance)) return wished - distance;
  }
  return undefined;
}

/** Finds the days of occasions, `MM-DD` or the name of a traditional festival, that fall into the season. */
export function occasionFinder(season: SeasonDays): (on: string) => number | undefined {
  const festivals = season.years.flatMap((year) => traditionalFestivals(year));
  return (on) => {
    const [month = 0, dayOfMonth = 0] = on.split('-').map(Number);
    const days = on.includes('-')
      ? season.years.map((year) => dayIndexOf(year, month, dayOfMonth))
      : festivals.filter(({ name }) => name === on).map(({ date }) => parseDate(date));
    return days.find((day) => season.holds(day));
  };
}

/** How many candidate starts activities have: mostly two or three. */
const CANDIDATE_COUNTS = [
  [1, 16],
  [2, 40],
  [3, 34],
  [4, 7],
  [5, 3],
] as const;

export interface CandidateRequest {
  readonly nominal: Moment;
  readonly slot: Slot;
  readonly kind: ActivityKind;
  readonly durationMinutes: number;
  /** Stay on the day itself. */
  readonly sameDay: boolean;
  /** Stay within these days. */
  readonly within?: readonly [firstDay: number, lastDay: number] | undefined;
}

const MINUTES_PER_DAY = 1440;
const DAYS_NEARBY = 6;

/** The usual start and a few others: another hour, a neighbouring day, the week after. In order of time. */
export function candidates(season: SeasonDays, request: CandidateRequest, random: Random): Moment[] {
  const { nominal, slot, kind, durationMinutes, sameDay, within } = request;
  const fits = ({ day, minute }: Moment): boolean =>
    (within === undefined || (day >= within[0] && day <= within[1])) &&
    (day !== season.lastDay || minute + durationMinutes <= MINUTES_PER_DAY);
  const otherHours = hoursOf(slot, durationMinutes)
    .filter((minute) => minute !== nominal.minute)
    .map((minute) => ({ day: nominal.day, minute }));
  const otherDays = sameDay
    ? []
    : daysAround(season, nominal.day, slot.on, kind).map((day) => ({ day, minute: nominal.minute }));
  const others = [...random.shuffled(otherHours), ...random.shuffled(otherDays)].filter(fits);
  const wanted = random.weighted(CANDIDATE_COUNTS);
  const chosen = [nominal];
  while (chosen.length < wanted && others.length > 0) {
    // A neighbouring day is of more use than another hour, so it is asked for as often.
    const fromDays = otherDays.length > 0 && random.chance(0.5);
    const index = others.findIndex(({ day }) => (day !== nominal.day) === fromDays);
    chosen.push(...others.splice(Math.max(0, index), 1));
  }
  return chosen.sort((a, b) => a.day - b.day || a.minute - b.minute);
}

/** Other days for the same thing: for a weekend its other day and the next weekend, else the days around. */
function daysAround(season: SeasonDays, day: number, choice: DayChoice, kind: ActivityKind): number[] {
  const days: number[] = [];
  for (let other = day - DAYS_NEARBY / 2; other <= day + DAYS_NEARBY + 1; other++) {
    if (other === day) continue;
    const suitable =
      choice === 'workday'
        ? suits(season, other, 'workday', kind)
        : suits(season, other, 'saturday', kind) || suits(season, other, 'sunday', kind);
    if (suitable) days.push(other);
  }
  return days;
}

import { isoWeekKey, localDate } from '@heli/calendar';
import { type WorkLimits } from '@heli/contracts';
import { nth, type Season, type SeasonActivity, type SeasonVolunteer } from './season.js';

/** An activity at a time, epoch minutes. */
export interface Timed {
  readonly activity: SeasonActivity;
  readonly start: number;
  readonly end: number;
}

/** What a person does in a plan, or might; day and ISO week as the person's own community counts them. */
export interface Engagement extends Timed {
  readonly day: string;
  readonly week: number;
}

export function engagementOf(
  season: Season,
  volunteer: SeasonVolunteer,
  activity: SeasonActivity,
  { start, end }: { readonly start: number; readonly end: number },
): Engagement {
  const zone = nth(season.zones, volunteer.community);
  return { activity, start, end, day: localDate(start, zone), week: isoWeekKey(start, zone) };
}

/** Whether there is less than the rest, minutes, or less than the way between two activities. */
export function areTooNear(season: Season, rest: number, a: Timed, b: Timed): boolean {
  const gap = Math.max(rest, season.travelMinutes(a.activity.community, b.activity.community));
  return b.start < a.end + gap && a.start < b.end + gap;
}

/** What somebody does on the day, in the week and in the season of one more engagement, where that would exceed a limit. */
export function overfullWith<T extends Engagement>(
  limits: WorkLimits,
  list: readonly T[],
  added: Engagement,
): (readonly T[])[] {
  const spans = [
    {
      inside: list.filter(({ day }) => day === added.day),
      minutes: limits.minutesPerDay,
      times: limits.activitiesPerDay,
    },
    {
      inside: list.filter(({ week }) => week === added.week),
      minutes: limits.minutesPerWeek,
      times: limits.activitiesPerWeek,
    },
    { inside: list, minutes: limits.minutesPerSeason, times: limits.activitiesPerSeason },
  ];
  return spans.flatMap(({ inside, minutes = Infinity, times = Infinity }) =>
    inside.reduce((sum, { start, end }) => sum + end - start, added.end - added.start) > minutes ||
    inside.length >= times
      ? [inside]
      : [],
  );
}

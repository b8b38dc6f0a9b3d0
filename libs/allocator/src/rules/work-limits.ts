import { isoWeekKey, localDate } from '@heli/calendar';
import { type Violation, type WorkLimits } from '@heli/contracts';
import { commonDivisor } from '@heli/lp';
import { type PersonColumn, type SeasonModel } from '../model/season-model.js';
import { timeOf, violationAt } from '../plan/facts.js';
import { nth, type SeasonVolunteer, limitsOf } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'work-limits';

type Span = 'Day' | 'Week' | 'Season';

/**
 * Σ minutes · x ≤ limit over the columns of one span. Divided by the greatest common divisor of the minutes and rounded
 * down (a Chvátal-Gomory cut), so that with equal durations the row is a plain count and loses nothing; with mixed
 * durations it is a knapsack row whose relaxation may pack part of an activity. Left out where nothing can break it.
 */
export function addLimit(
  model: SeasonModel,
  people: readonly PersonColumn[],
  weight: (person: PersonColumn) => number,
  limit: number | undefined,
): void {
  if (limit === undefined) return;
  const heaviest = new Map<number, number>();
  for (const person of people)
    heaviest.set(person.activity, Math.max(heaviest.get(person.activity) ?? 0, weight(person)));
  let most = 0;
  for (const value of heaviest.values()) most += value;
  if (most <= limit) return;
  const divisor = commonDivisor(people.map(weight));
  const columns = people.map((person) => person.column);
  const values = people.map((person) => weight(person) / divisor);
  const upper = Math.floor(limit / divisor);
  model.row(-Infinity, upper, columns, values);
}

function groupBy(people: readonly PersonColumn[], key: (person: PersonColumn) => string): PersonColumn[][] {
  const groups = new Map<string, PersonColumn[]>();
  for (const person of people) {
    const list = groups.get(key(person));
    if (list) list.push(person);
    else groups.set(key(person), [person]);
  }
  return [...groups.values()];
}

const limitOf = (limits: WorkLimits, what: 'minutes' | 'activities', span: Span): number | undefined =>
  what === 'minutes' ? limits[`minutesPer${span}`] : limits[`activitiesPer${span}`];

/** Length of an activity, minutes, by position. */
export const minutesOf = (model: SeasonModel, person: PersonColumn): number =>
  nth(model.season.activities, person.activity).raw.durationMinutes;

/**
 * Hours and numbers of activities of a person by day, ISO week (both in the zone of the person's community; an activity
 * counts on the day it starts) and season: the tighter of the person's limits and the policy's.
 */
export const workLimits: Rule = {
  name,
  sentence: {
    'zh-CN': '不超过每日、每周和全季的服务时长与次数上限',
    en: 'Stays within the limits of hours and activities per day, week and season',
  },
  admitsVolunteerAt(_season, activity, _role, { limits }: SeasonVolunteer) {
    const minutes = activity.raw.durationMinutes;
    const within = (span: Span): boolean =>
      minutes <= (limitOf(limits, 'minutes', span) ?? Infinity) &&
      1 <= (limitOf(limits, 'activities', span) ?? Infinity);
    return within('Day') && within('Week') && within('Season');
  },
  addTo(model) {
    const { season } = model;
    for (const volunteer of season.volunteers) {
      const people = model.people[volunteer.index] ?? [];
      if (people.length === 0) continue;
      const zone = nth(season.zones, volunteer.community);
      const timeOfPerson = (person: PersonColumn): number =>
        nth(nth(season.activities, person.activity).starts, person.start).start;
      const spans: { span: Span; groups: () => PersonColumn[][] }[] = [
        { span: 'Day', groups: () => groupBy(people, (person) => localDate(timeOfPerson(person), zone)) },
        {
          span: 'Week',
          groups: () => groupBy(people, (person) => String(isoWeekKey(timeOfPerson(person), zone))),
        },
        { span: 'Season', groups: () => [[...people]] },
      ];
      for (const { span, groups } of spans) {
        const minutes = limitOf(volunteer.limits, 'minutes', span);
        const times = limitOf(volunteer.limits, 'activities', span);
        if (minutes === undefined && times === undefined) continue;
        for (const list of groups()) {
          addLimit(model, list, (person) => minutesOf(model, person), minutes);
          addLimit(model, list, () => 1, times);
        }
      }
    }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const [volunteer, list] of facts.assignmentsOf) {
      const limits = limitsOf(volunteer, facts.problem.policy.limits);
      const zone = facts.zoneOf(volunteer.communityId);
      const spans: { span: Span; key: (start: number) => string }[] = [
        { span: 'Day', key: (start) => localDate(start, zone) },
        { span: 'Week', key: (start) => String(isoWeekKey(start, zone)) },
        { span: 'Season', key: () => 'season' },
      ];
      for (const { span, key } of spans) {
        const buckets = new Map<string, (typeof list)[number][]>();
        for (const entry of list) {
          const bucket = key(entry.held.start);
          buckets.set(bucket, [...(buckets.get(bucket) ?? []), entry]);
        }
        for (const [bucket, entries] of buckets) {
          const minutes = entries.reduce((sum, entry) => sum + entry.held.end - entry.held.start, 0);
          const minuteLimit = limitOf(limits, 'minutes', span) ?? Infinity;
          const timesLimit = limitOf(limits, 'activities', span) ?? Infinity;
          const first = entries[0];
          if (!first || (minutes <= minuteLimit && entries.length <= timesLimit)) continue;
          const over =
            minutes > minuteLimit
              ? `${minutes} minutes, limit ${minuteLimit}`
              : `${entries.length} activities, limit ${timesLimit}`;
          found.push(
            violationAt(
              name,
              first.held,
              `${volunteer.id} serves too much in ${span === 'Season' ? 'the season' : bucket}: ${over} (${entries.map((entry) => `${entry.held.activity.title} ${timeOf(entry.held)}`).join('; ')})`,
              {
                volunteerIds: [volunteer.id],
                activityIds: entries.map((entry) => entry.held.activity.id),
              },
            ),
          );
        }
      }
    }
    return found;
  },
};

import {
  formatInstant,
  instantOf,
  localDate,
  MINUTES_PER_DAY,
  minuteOfDay,
  startOfDay,
} from '@heli/calendar';
import { nth, type SeasonActivity, type SeasonStart } from '../../season/season.js';
import { type NeedsOf } from './needs.js';
import { type Option } from './option.js';
import { type Place, type Site } from './place.js';

/** New times that are tried. */
const FEW = 3;
/** Candidate days that new times are looked for around, and days from each: the same day, its neighbours, a week off. */
const DAYS_OF = 2;
const AROUND = [0, -1, 1, -7, 7];
/** Clock times that are looked at, by the hour: nobody is asked to come at night. */
const FIRST_HOUR = 8;
const LAST_HOUR = 20;

/** How far apart two times are for people: another day counts more than another hour. */
function distance(a: number, b: number, zone: string): number {
  const days = Math.abs(Date.parse(localDate(a, zone)) - Date.parse(localDate(b, zone))) / 86_400_000;
  return days * 2 * MINUTES_PER_DAY + Math.abs(minuteOfDay(a, zone) - minuteOfDay(b, zone));
}

/** Times around those that an activity has, the nearest first. */
function timesAround(site: Site, activity: SeasonActivity, anchors: readonly SeasonStart[]): SeasonStart[] {
  const { season } = site.workbench;
  const zone = nth(season.zones, activity.community);
  const taken = new Set(activity.starts.map(({ start }) => start));
  const clocks = new Set(activity.starts.map(({ start }) => minuteOfDay(start, zone)));
  for (let hour = FIRST_HOUR; hour <= LAST_HOUR; hour++) clocks.add(hour * 60);
  const found = new Map<number, { start: SeasonStart; distance: number }>();
  const days = [...new Map(anchors.map((anchor) => [anchor.day, anchor])).values()].slice(0, DAYS_OF);
  for (const anchor of days)
    for (const offset of AROUND) {
      const noon = startOfDay(anchor.day, zone) + offset * MINUTES_PER_DAY + MINUTES_PER_DAY / 2;
      const day = localDate(noon, zone);
      for (const clock of clocks) {
        const moment = instantOf(day, clock, zone);
        const end = moment + activity.raw.durationMinutes;
        if (taken.has(moment) || found.has(moment) || end > startOfDay(day, zone) + 22 * 60) continue;
        const start: SeasonStart = {
          index: activity.starts.length,
          iso: formatInstant(moment, zone),
          start: moment,
          end,
          day,
          week: '',
        };
        found.set(moment, {
          start,
          distance: Math.min(...anchors.map((each) => distance(each.start, moment, zone))),
        });
      }
    }
  return [...found.values()].sort((a, b) => a.distance - b.distance).map(({ start }) => start);
}

const moveTo = (activity: SeasonActivity, start: SeasonStart, distanceOf: number): Option => ({
  kind: 'move',
  changes: [{ type: 'offer-start', activityId: activity.raw.id, start: start.iso }],
  decision: [{ type: 'hold-activity', activityId: activity.raw.id, start: start.iso }],
  distance: distanceOf,
});

/** New times at which an activity lacks nothing; for an open role, at which more people are free than serve now. */
export function moveOptions(site: Site, place: Place, needs: NeedsOf): Option[] {
  const { activity, role, start: now } = place;
  const served = role ? role.raw.target - place.open.missing : 0;
  const options: Option[] = [];
  for (const start of timesAround(site, activity, now ? [now] : activity.starts)) {
    if (options.length >= FEW) break;
    if (role && needs.freePeople(role.index, start).length <= served) continue;
    if (needs.at(start).length === 0) options.push(moveTo(activity, start, options.length));
  }
  return options;
}

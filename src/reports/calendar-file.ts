import { createHash } from 'node:crypto';
import { type PlanDocument, type Problem, type ProblemActivity } from '@heli/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { type Language } from './language.js';
import { reportTexts } from './texts/texts.js';
import { zoneBlock } from './zone-block.js';

/**
 * The season as iCalendar (RFC 5545), times in each community's zone with its VTIMEZONE. Names no volunteers: such a file
 * is passed on. `stamp` is when the plan was made; `libs` and reports have no clock.
 */
export function seasonCalendar(
  problem: Problem,
  plan: PlanDocument,
  language: Language,
  stamp: Date,
): string {
  const texts = reportTexts(language);
  const calendar = ical({
    name: problem.name,
    prodId: { company: 'heli', product: 'plan', language: language === 'zh-CN' ? 'ZH' : 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.timezone({ name: null, generator: (zone) => zoneBlock(zone)?.block ?? null });
  const activities = new Map(problem.activities.map((activity) => [activity.id, activity]));
  const communities = new Map(problem.communities.map((community) => [community.id, community]));
  const venues = new Map(problem.venues.map((venue) => [venue.id, venue]));
  const groups = new Map(problem.groups.map((group) => [group.id, group.name]));
  const assigned = new Map<string, number>();
  for (const { activityId } of plan.assignments)
    assigned.set(activityId, (assigned.get(activityId) ?? 0) + 1);
  const engaged = new Map<string, string[]>();
  for (const { activityId, groupId } of plan.groupEngagements)
    engaged.set(activityId, [...(engaged.get(activityId) ?? []), groups.get(groupId) ?? groupId]);

  for (const entry of plan.scheduled) {
    const activity = activities.get(entry.activityId);
    if (activity === undefined) throw new Error(`the plan names an unknown activity: ${entry.activityId}`);
    const community = communities.get(activity.communityId);
    // Without a VTIMEZONE the local time would be anybody's guess: such zones are written in UTC.
    const zone = zoneBlock(community?.timeZone ?? 'UTC')?.name ?? 'UTC';
    const venue = entry.venueId === null ? undefined : venues.get(entry.venueId);
    const at = (instant: string): DateTime => DateTime.fromISO(instant, { zone });
    const place =
      venue === undefined ? community?.name : `${venue.name} (${community?.name ?? activity.communityId})`;
    calendar.createEvent({
      id: eventUid(problem, activity),
      stamp,
      start: at(entry.start),
      end: at(entry.end),
      timezone: zone,
      summary: activity.title,
      ...(place === undefined ? {} : { location: place }),
      categories: [{ name: texts.kinds[activity.kind] }],
      status: ICalEventStatus.CONFIRMED,
      description: [
        `${texts.kinds[activity.kind]} · ${community?.name ?? activity.communityId}`,
        texts.volunteersOf(
          assigned.get(activity.id) ?? 0,
          activity.roles.reduce((all, role) => all + role.target, 0),
        ),
        ...(engaged.has(activity.id) ? [texts.groupsOf(engaged.get(activity.id) ?? [])] : []),
      ].join('\n'),
    });
  }
  return calendar.toString();
}

/** The same for the same activity of the same season, whatever the plan: a new plan moves the event in people's calendars. */
export function eventUid(problem: Problem, activity: ProblemActivity): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([problem.name, activity.id]))
    .digest('hex');
  return `${hash.slice(0, 32)}@heli`;
}

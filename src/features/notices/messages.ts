import { localDate } from '@heli/calendar';
import { type Notice, type Occasion, recipientOf } from '../../notifications/index.js';
import { type Standing } from './answer-links.js';
import { type Part, type PersonalChange } from './changes.js';
import { type ActivityFacts, type Facts } from './facts.js';
import { type Reminder } from './reminders.js';
import { type DigestWeek, type Shortage } from './staffing.js';

/** A change of what begins so soon may break quiet hours, milliseconds. */
const URGENT_MS = 24 * 60 * 60 * 1000;

const occasionOf = (
  { start, end, venueId }: Pick<Part, 'start' | 'end' | 'venueId'>,
  facts: Facts,
): Occasion => ({ start, end, venue: venueId === null ? null : (facts.venues.get(venueId) ?? venueId) });

function roleName({ roles }: ActivityFacts, roleId: string | null): string | null {
  if (roleId === null) return null;
  return roles.find(({ id }) => id === roleId)?.name ?? roleId;
}

/** What a message says of the answer that is waited for. */
const askedIn = ({ respondBy, link }: Standing) => ({ respondBy: respondBy?.toISOString() ?? null, link });

/**
 * Notices of the changes that a published plan makes. What has begun already, or is not in the pools any more, is told to
 * nobody; nor is that a part is over told to whoever gave it up.
 * @param changes each with how its newer part stands, or the older one where it is over
 * @param now epoch milliseconds
 */
export function changeNotices(
  planId: string,
  changes: readonly (PersonalChange & { readonly standing: Standing })[],
  facts: Facts,
  now: number,
): Notice[] {
  return changes.flatMap((change): Notice[] => {
    const { standing } = change;
    const { kind, party, partyId, activityId, before, after, held } = change;
    const known = facts.activities.get(activityId);
    const last = after ?? before;
    if (known === undefined || last === null) return [];
    const starts = [before, after].flatMap((part) => (part === null ? [] : [Date.parse(part.start)]));
    if (Math.max(...starts) <= now) return [];
    const common = {
      eventKey: `plan:${planId}:${kind}:${activityId}`,
      recipient: recipientOf(party, partyId),
      zone: known.zone,
      notAfter: new Date(Math.max(...starts)).toISOString(),
    };
    const urgent = Math.min(...starts) - now < URGENT_MS;
    const about = { activity: known.title, community: known.community, party };
    if (before !== null && after !== null) {
      const [from, to] = [roleName(known, before.roleId), roleName(known, after.roleId)];
      const parameters = {
        ...about,
        before: occasionOf(before, facts),
        after: occasionOf(after, facts),
        roles: from === null || to === null || from === to ? null : { before: from, after: to },
        ...askedIn(standing),
      };
      return [{ ...common, template: 'change', urgent, parameters }];
    }
    const occasion = { ...about, ...occasionOf(last, facts) };
    if (after === null) {
      if (standing.givenUp) return [];
      const reason = held ? ('not-needed' as const) : ('activity-dropped' as const);
      return [{ ...common, template: 'cancellation', urgent, parameters: { ...occasion, reason } }];
    }
    const role = roleName(known, after.roleId);
    return [{ ...common, template: 'offer', parameters: { ...occasion, role, ...askedIn(standing) } }];
  });
}

/** The key names the start: who is told of a new time is reminded of it anew, whatever plan it is in. */
export function reminderNotices(reminders: readonly Reminder[], facts: Facts): Notice[] {
  return reminders.flatMap(({ party, partyId, part, leadMinutes }): Notice[] => {
    const known = facts.activities.get(part.activityId);
    if (known === undefined) return [];
    return [
      {
        eventKey: `reminder:${part.activityId}:${new Date(part.start).toISOString()}:${leadMinutes}`,
        recipient: recipientOf(party, partyId),
        template: 'reminder',
        zone: known.zone,
        notAfter: part.start,
        parameters: {
          activity: known.title,
          community: known.community,
          party,
          ...occasionOf(part, facts),
          role: roleName(known, part.roleId),
        },
      },
    ];
  });
}

/** One alert an activity and start, to the coordinators of its community. */
export function shortageNotices(shortages: readonly Shortage[], facts: Facts, now: number): Notice[] {
  return shortages.map(({ activity, facts: known, open }): Notice => {
    const day = (instant: number): number =>
      Date.parse(`${localDate(Math.floor(instant / 60_000), known.zone)}T00:00:00Z`) / 86_400_000;
    return {
      eventKey: `understaffed:${activity.activityId}:${new Date(activity.start).toISOString()}`,
      recipient: recipientOf('coordinators', known.communityId),
      template: 'understaffed',
      zone: known.zone,
      notAfter: activity.start,
      parameters: {
        activity: known.title,
        community: known.community,
        ...occasionOf(activity, facts),
        days: day(Date.parse(activity.start)) - day(now),
        open: [...open],
      },
    };
  });
}

export interface Digest {
  readonly seasonId: string;
  readonly communityId: string;
  readonly community: string;
  readonly zone: string;
  readonly week: DigestWeek;
  readonly activities: number;
  readonly places: number;
  readonly shortages: readonly Shortage[];
}

const MOST_LISTED = 20;

/** One digest a season, community and week, to the council of the community. */
export function digestNotice(digest: Digest, facts: Facts): Notice {
  const { seasonId, communityId, community, zone, week, activities, places, shortages } = digest;
  const missingOf = ({ open }: Shortage): number => open.reduce((all, { missing }) => all + missing, 0);
  const missing = shortages.reduce((all, shortage) => all + missingOf(shortage), 0);
  return {
    eventKey: `digest:${seasonId}:${communityId}:${week.key}`,
    recipient: recipientOf('council', communityId),
    template: 'digest',
    zone,
    notAfter: new Date(week.until).toISOString(),
    parameters: {
      community,
      firstDay: week.firstDay,
      lastDay: week.lastDay,
      activities,
      places,
      filled: places - missing,
      short: shortages.slice(0, MOST_LISTED).map((shortage) => ({
        activity: shortage.facts.title,
        ...occasionOf(shortage.activity, facts),
        missing: missingOf(shortage),
      })),
    },
  };
}

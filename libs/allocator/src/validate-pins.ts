import { isInstant, parseInstant } from '@heli/calendar';
import { type Pin, type Problem } from '@heli/contracts';
import { RULES } from './rules/index.js';
import { type Rule } from './rules/rule.js';
import {
  at,
  compileSeason,
  nth,
  type Season,
  type SeasonActivity,
  type SeasonStart,
} from './season/season.js';
import { type FaultList } from './faults.js';

/** Decisions about people, groups, venues, roles and times that the problem does not know. */
export function pinReferenceFaults(problem: Problem, list: FaultList): void {
  if (problem.pins.length === 0) return;
  const activities = new Map(problem.activities.map((activity) => [activity.id, activity]));
  const ids = (items: readonly { readonly id: string }[]): Set<string> => new Set(items.map(({ id }) => id));
  const known = {
    volunteer: ids(problem.volunteers),
    group: ids(problem.groups),
    venue: ids(problem.venues),
  };
  problem.pins.forEach((pin, index) => {
    const activity = activities.get(pin.activityId);
    const unknown = (field: string, id: string, message: string): void =>
      list.add(['pins', index, field], 'UNKNOWN_ID', message, id);
    const ref = (what: keyof typeof known, field: string, id: string): void => {
      if (!known[what].has(id)) unknown(field, id, `There is no ${what} with the id "${id}"`);
    };
    if (!activity)
      unknown('activityId', pin.activityId, `There is no activity with the id "${pin.activityId}"`);
    if ('volunteerId' in pin) ref('volunteer', 'volunteerId', pin.volunteerId);
    if ('groupId' in pin) ref('group', 'groupId', pin.groupId);
    if ('venueId' in pin && pin.venueId !== undefined) ref('venue', 'venueId', pin.venueId);
    if (pin.type === 'assign' && activity && !activity.roles.some((role) => role.id === pin.roleId))
      unknown('roleId', pin.roleId, `${activity.title} has no role "${pin.roleId}"`);
    if ('start' in pin && pin.start !== undefined && !isInstant(pin.start))
      list.add(
        ['pins', index, 'start'],
        'BAD_INSTANT',
        `"${pin.start}" is not a whole minute with an offset, such as 2013-03-09T14:00:00+08:00`,
        pin.start,
      );
  });
}

/** First rule that refuses a start, in words of its own. */
function startRefusal(season: Season, activity: SeasonActivity, start: SeasonStart): Rule | undefined {
  return RULES.find(
    (rule) => rule.name !== 'pins' && rule.admitsStart && !rule.admitsStart(season, activity, start),
  );
}

function startsWanted(activity: SeasonActivity, pins: readonly Pin[]): SeasonStart[] {
  const wanted = pins.flatMap((pin) =>
    pin.type === 'hold-activity' && pin.start !== undefined ? [parseInstant(pin.start)] : [],
  );
  return activity.starts.filter((start) => wanted.every((instant) => instant === start.start));
}

/** Why two decisions about one activity cannot both stand; null when they can, as far as the two alone tell. */
export function contradiction(a: Pin, b: Pin): string | null {
  if (b.type === 'drop-activity')
    return a.type === 'hold-activity' || a.type === 'assign' || a.type === 'engage-group'
      ? 'is decided to take place and not to take place'
      : null;
  if (a.type === 'hold-activity' && b.type === 'hold-activity') {
    const times =
      a.start !== undefined && b.start !== undefined && parseInstant(a.start) !== parseInstant(b.start);
    const venues = a.venueId !== undefined && b.venueId !== undefined && a.venueId !== b.venueId;
    if (times) return `is decided for ${a.start ?? ''} and for ${b.start ?? ''}`;
    return venues ? `is decided for venue ${a.venueId ?? ''} and for venue ${b.venueId ?? ''}` : null;
  }
  if (a.type === 'hold-activity' && b.type === 'forbid-venue' && a.venueId === b.venueId)
    return b.start === undefined || (a.start !== undefined && parseInstant(a.start) === parseInstant(b.start))
      ? `is decided for venue ${b.venueId}, which declined`
      : null;
  if (a.type === 'assign' && b.type === 'forbid-volunteer' && a.volunteerId === b.volunteerId)
    return `has ${a.volunteerId} both assigned and kept away`;
  if (a.type === 'assign' && b.type === 'assign' && a.volunteerId === b.volunteerId)
    return a.roleId === b.roleId ? null : `has ${a.volunteerId} assigned to two roles`;
  if (a.type === 'engage-group' && b.type === 'forbid-group' && a.groupId === b.groupId)
    return `has group ${a.groupId} both engaged and kept away`;
  return null;
}

/** Field of a decision that best shows what is wrong with it. */
function fieldOf(pin: Pin): string {
  switch (pin.type) {
    case 'assign':
    case 'forbid-volunteer':
      return 'volunteerId';
    case 'engage-group':
    case 'forbid-group':
      return 'groupId';
    case 'forbid-venue':
      return 'venueId';
    case 'hold-activity':
    case 'drop-activity':
      return 'activityId';
  }
}

/**
 * Faults of decisions taken before the run that break a rule by themselves or in pairs, in a problem that is otherwise
 * sound. What only all of them together break is found by the model.
 */
export function pinFaults(problem: Problem, list: FaultList): void {
  if (problem.pins.length === 0) return;
  const season = compileSeason(problem);
  const { position } = season;
  const byActivity = new Map<string, Pin[]>();
  for (const pin of problem.pins) {
    const others = byActivity.get(pin.activityId);
    if (others) others.push(pin);
    else byActivity.set(pin.activityId, [pin]);
  }
  problem.pins.forEach((pin, index) => {
    const activity = nth(season.activities, at(position.activity, pin.activityId));
    const others = byActivity.get(pin.activityId) ?? [];
    const starts = startsWanted(activity, others);
    const refuse = (field: string, code: string, message: string): void =>
      list.add(['pins', index, field], code, message);
    for (const other of others) {
      const words = other === pin ? null : contradiction(pin, other);
      if (words === null) continue;
      refuse(fieldOf(pin), 'PINS_CONTRADICT', `${activity.raw.title} ${words}`);
      break;
    }
    if (pin.type === 'hold-activity') {
      refuseStart(pin, activity, refuse);
      if (pin.venueId !== undefined) refuseVenue(pin.venueId, activity, starts, refuse);
    } else if (pin.type === 'assign') refuseVolunteer(pin, activity, starts, refuse);
    else if (pin.type === 'engage-group') refuseGroup(pin.groupId, activity, refuse);
  });

  type Refuse = (field: string, code: string, message: string) => void;

  function refuseStart(
    pin: Extract<Pin, { type: 'hold-activity' }>,
    activity: SeasonActivity,
    refuse: Refuse,
  ): void {
    const starts = startsWanted(activity, [pin]);
    const first = starts[0];
    if (!first) {
      refuse(
        'start',
        'PIN_BREAKS_RULE',
        `${pin.start ?? ''} is not one of the candidate times of ${activity.raw.title} (one-start-one-venue)`,
      );
      return;
    }
    if (!starts.every((start) => startRefusal(season, activity, start))) return;
    const refusal = startRefusal(season, activity, first);
    if (refusal)
      refuse(
        pin.start === undefined ? 'activityId' : 'start',
        'PIN_BREAKS_RULE',
        `${activity.raw.title} cannot take place then: ${refusal.sentence.en} (${refusal.name})`,
      );
  }

  function refuseVolunteer(
    pin: Extract<Pin, { type: 'assign' }>,
    activity: SeasonActivity,
    starts: readonly SeasonStart[],
    refuse: Refuse,
  ): void {
    const volunteer = nth(season.volunteers, at(position.volunteer, pin.volunteerId));
    const role = activity.roles.find((candidate) => candidate.raw.id === pin.roleId);
    if (!role) return;
    const refusal = RULES.find(
      (rule) =>
        rule.name !== 'pins' &&
        !(
          (rule.admitsVolunteer?.(season, activity, role, volunteer) ?? true) &&
          (!rule.admitsVolunteerAt ||
            starts.length === 0 ||
            starts.some((start) => rule.admitsVolunteerAt?.(season, activity, role, volunteer, start)))
        ),
    );
    if (refusal)
      refuse(
        'volunteerId',
        'PIN_BREAKS_RULE',
        `${pin.volunteerId} cannot serve as ${role.raw.name ?? role.raw.id} at ${activity.raw.title}: ${refusal.sentence.en} (${refusal.name})`,
      );
  }

  function refuseGroup(groupId: string, activity: SeasonActivity, refuse: Refuse): void {
    const group = nth(season.groups, at(position.group, groupId));
    const fits = activity.raw.groups.some((demand) =>
      RULES.every(
        (rule) =>
          rule.name === 'pins' || !rule.admitsGroup || rule.admitsGroup(season, activity, demand, group),
      ),
    );
    if (!fits)
      refuse(
        'groupId',
        'PIN_BREAKS_RULE',
        `${group.raw.name} fits no demand of ${activity.raw.title} (group-fits)`,
      );
  }

  function refuseVenue(
    venueId: string,
    activity: SeasonActivity,
    starts: readonly SeasonStart[],
    refuse: Refuse,
  ): void {
    const venue = nth(season.venues, at(position.venue, venueId));
    if (!activity.raw.venue) {
      refuse('venueId', 'PIN_BREAKS_RULE', `${activity.raw.title} needs no venue (one-start-one-venue)`);
      return;
    }
    if (starts.length === 0) return;
    const refusal = RULES.find(
      (rule) =>
        rule.name !== 'pins' &&
        rule.admitsVenue &&
        !starts.some((start) => rule.admitsVenue?.(season, activity, start, venue)),
    );
    if (refusal)
      refuse(
        'venueId',
        'PIN_BREAKS_RULE',
        `${venue.raw.name} cannot hold ${activity.raw.title}: ${refusal.sentence.en} (${refusal.name})`,
      );
  }
}

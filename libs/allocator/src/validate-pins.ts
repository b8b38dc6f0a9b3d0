import { parseInstant } from '@heli/calendar';
import { type Pin, type Problem } from '@heli/contracts';
import { RULES } from './rules/index.js';
import { type Rule } from './rules/rule.js';
import { compileSeason, nth, type Season, type SeasonActivity, type SeasonStart } from './season/season.js';
import { type FaultList } from './validate.js';

/** First rule that refuses a start, in words of its own. */
function startRefusal(season: Season, activity: SeasonActivity, start: SeasonStart): Rule | undefined {
  return RULES.find(
    (rule) => rule.name !== 'pins' && rule.admitsStart && !rule.admitsStart(season, activity, start),
  );
}

function startsWanted(activity: SeasonActivity, pins: readonly Pin[]): SeasonStart[] {
  const hold = pins.find(
    (pin) => pin.type === 'hold-activity' && pin.activityId === activity.raw.id && pin.start !== undefined,
  );
  if (hold?.type !== 'hold-activity' || hold.start === undefined) return [...activity.starts];
  const wanted = parseInstant(hold.start);
  return activity.starts.filter((start) => start.start === wanted);
}

/**
 * Faults of decisions taken before the run: unknown ids, and decisions that break a rule by themselves or in pairs.
 * What only all of them together break is found by the model.
 */
export function pinFaults(problem: Problem, list: FaultList): void {
  if (problem.pins.length === 0) return;
  const season = compileSeason(problem);
  const { position } = season;
  const refuse = (index: number, field: string, code: string, message: string): void =>
    list.add(['pins', index, field], code, message);

  problem.pins.forEach((pin, index) => {
    const activityAt = position.activity.get(pin.activityId);
    if (activityAt === undefined) {
      refuse(index, 'activityId', 'UNKNOWN_ID', `There is no activity with the id "${pin.activityId}"`);
      return;
    }
    const activity = nth(season.activities, activityAt);
    const starts = startsWanted(activity, problem.pins);
    switch (pin.type) {
      case 'hold-activity': {
        if (
          problem.pins.some((other) => other.type === 'drop-activity' && other.activityId === pin.activityId)
        )
          refuse(
            index,
            'activityId',
            'PINS_CONTRADICT',
            `${activity.raw.title} is decided to take place and not to take place`,
          );
        if (pin.start !== undefined && starts.length === 0)
          refuse(
            index,
            'start',
            'PIN_BREAKS_RULE',
            `${pin.start} is not one of the candidate times of ${activity.raw.title} (one-start-one-venue)`,
          );
        const refusal =
          starts.length > 0 && starts.every((start) => startRefusal(season, activity, start))
            ? startRefusal(season, activity, nth(starts, 0))
            : undefined;
        if (refusal)
          refuse(
            index,
            'start',
            'PIN_BREAKS_RULE',
            `${activity.raw.title} cannot take place then: ${refusal.sentence.en} (${refusal.name})`,
          );
        if (pin.venueId !== undefined) venuePin(index, pin.venueId, activity, starts);
        break;
      }
      case 'assign': {
        const volunteerAt = position.volunteer.get(pin.volunteerId);
        const role = activity.roles.find((candidate) => candidate.raw.id === pin.roleId);
        if (volunteerAt === undefined)
          refuse(
            index,
            'volunteerId',
            'UNKNOWN_ID',
            `There is no volunteer with the id "${pin.volunteerId}"`,
          );
        if (!role) refuse(index, 'roleId', 'UNKNOWN_ID', `${activity.raw.title} has no role "${pin.roleId}"`);
        if (volunteerAt === undefined || !role) break;
        const volunteer = nth(season.volunteers, volunteerAt);
        if (
          problem.pins.some(
            (other) =>
              other.type === 'forbid-volunteer' &&
              other.activityId === pin.activityId &&
              other.volunteerId === pin.volunteerId,
          )
        )
          refuse(
            index,
            'volunteerId',
            'PINS_CONTRADICT',
            `${pin.volunteerId} is both assigned to and kept from ${activity.raw.title}`,
          );
        const refusal = RULES.find(
          (rule) =>
            rule.name !== 'pins' &&
            ((rule.admitsVolunteer && !rule.admitsVolunteer(season, activity, role, volunteer)) ||
              (rule.admitsVolunteerAt &&
                !starts.some((start) => rule.admitsVolunteerAt?.(season, activity, role, volunteer, start)))),
        );
        if (refusal)
          refuse(
            index,
            'volunteerId',
            'PIN_BREAKS_RULE',
            `${pin.volunteerId} cannot serve as ${role.raw.name ?? role.raw.id} at ${activity.raw.title}: ${refusal.sentence.en} (${refusal.name})`,
          );
        break;
      }
      case 'forbid-volunteer':
        if (!position.volunteer.has(pin.volunteerId))
          refuse(
            index,
            'volunteerId',
            'UNKNOWN_ID',
            `There is no volunteer with the id "${pin.volunteerId}"`,
          );
        break;
      case 'engage-group':
      case 'forbid-group': {
        const groupAt = position.group.get(pin.groupId);
        if (groupAt === undefined) {
          refuse(index, 'groupId', 'UNKNOWN_ID', `There is no group with the id "${pin.groupId}"`);
          break;
        }
        const group = nth(season.groups, groupAt);
        const fits = activity.raw.groups.some((demand) =>
          RULES.every(
            (rule) =>
              rule.name === 'pins' || !rule.admitsGroup || rule.admitsGroup(season, activity, demand, group),
          ),
        );
        if (pin.type === 'engage-group' && !fits)
          refuse(
            index,
            'groupId',
            'PIN_BREAKS_RULE',
            `${group.raw.name} fits no demand of ${activity.raw.title} (group-fits)`,
          );
        break;
      }
      case 'forbid-venue':
        if (!position.venue.has(pin.venueId))
          refuse(index, 'venueId', 'UNKNOWN_ID', `There is no venue with the id "${pin.venueId}"`);
        break;
      case 'drop-activity':
        break;
    }
  });

  function venuePin(
    index: number,
    venueId: string,
    activity: SeasonActivity,
    starts: readonly SeasonStart[],
  ): void {
    const venueAt = position.venue.get(venueId);
    if (venueAt === undefined) {
      refuse(index, 'venueId', 'UNKNOWN_ID', `There is no venue with the id "${venueId}"`);
      return;
    }
    const venue = nth(season.venues, venueAt);
    if (!activity.raw.venue)
      refuse(index, 'venueId', 'PIN_BREAKS_RULE', `${activity.raw.title} needs no venue`);
    const refusal = RULES.find(
      (rule) =>
        rule.name !== 'pins' &&
        rule.admitsVenue &&
        !starts.some((start) => rule.admitsVenue?.(season, activity, start, venue)),
    );
    if (refusal)
      refuse(
        index,
        'venueId',
        'PIN_BREAKS_RULE',
        `${venue.raw.name} cannot hold ${activity.raw.title}: ${refusal.sentence.en} (${refusal.name})`,
      );
    const declined = problem.pins.some(
      (other) =>
        other.type === 'forbid-venue' &&
        other.activityId === activity.raw.id &&
        other.venueId === venueId &&
        other.start === undefined,
    );
    if (declined)
      refuse(
        index,
        'venueId',
        'PINS_CONTRADICT',
        `${venue.raw.name} is both decided for and declined by ${activity.raw.title}`,
      );
  }
}

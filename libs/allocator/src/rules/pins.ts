import { parseInstant } from '@heli/calendar';
import { type Pin, type Violation } from '@heli/contracts';
import { type Season, type SeasonActivity } from '../season/season.js';
import { violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'pins';

const pinsByActivity = new WeakMap<readonly Pin[], Map<string, Pin[]>>();

/** Pins of one activity; indexed once a problem. */
export function pinsOf(pins: readonly Pin[], activityId: string): readonly Pin[] {
  let index = pinsByActivity.get(pins);
  if (!index) {
    index = new Map();
    for (const pin of pins) {
      const list = index.get(pin.activityId);
      if (list) list.push(pin);
      else index.set(pin.activityId, [pin]);
    }
    pinsByActivity.set(pins, index);
  }
  return index.get(activityId) ?? [];
}

const own = (season: Season, activity: SeasonActivity): readonly Pin[] =>
  pinsOf(season.problem.pins, activity.raw.id);

/** Decisions taken before the run stay: held or dropped activities, assignments, engagements, and what was declined. Decided before the model is built, or by fixing. */
export const pins: Rule = {
  name,
  sentence: {
    'zh-CN': '已经定下的安排保持不变，已经谢绝的不再安排',
    en: 'What was decided stays, and what was declined stays declined',
  },
  admitsStart: (season, activity, start) =>
    own(season, activity).every(
      (pin) =>
        pin.type !== 'drop-activity' &&
        !(pin.type === 'hold-activity' && pin.start !== undefined && parseInstant(pin.start) !== start.start),
    ),
  admitsVenue: (season, activity, start, venue) =>
    own(season, activity).every(
      (pin) =>
        !(pin.type === 'hold-activity' && pin.venueId !== undefined && pin.venueId !== venue.raw.id) &&
        !(
          pin.type === 'forbid-venue' &&
          pin.venueId === venue.raw.id &&
          (pin.start === undefined || parseInstant(pin.start) === start.start)
        ),
    ),
  admitsVolunteer: (season, activity, role, volunteer) =>
    own(season, activity).every(
      (pin) =>
        !(pin.type === 'forbid-volunteer' && pin.volunteerId === volunteer.raw.id) &&
        !(pin.type === 'assign' && pin.volunteerId === volunteer.raw.id && pin.roleId !== role.raw.id),
    ),
  admitsGroup: (season, activity, _demand, group) =>
    own(season, activity).every((pin) => !(pin.type === 'forbid-group' && pin.groupId === group.raw.id)),
  addTo(model) {
    const { season } = model;
    for (const activity of season.activities) {
      const mine = own(season, activity);
      if (mine.length === 0) continue;
      const starts = model.startsOf(activity.index);
      const fix = (columns: readonly number[]): void => {
        if (columns.length === 0) model.impossible.add(activity.index);
        else
          model.row(
            1,
            1,
            columns,
            columns.map(() => 1),
          );
      };
      if (
        mine.some(
          (pin) => pin.type === 'hold-activity' || pin.type === 'assign' || pin.type === 'engage-group',
        )
      )
        fix(starts.map((entry) => entry.column));
      for (const pin of mine) {
        if (pin.type === 'assign') {
          const volunteer = season.position.volunteer.get(pin.volunteerId) ?? -1;
          fix(
            (model.people[volunteer] ?? [])
              .filter((person) => person.activity === activity.index)
              .map((person) => person.column),
          );
        } else if (pin.type === 'engage-group') {
          const group = season.position.group.get(pin.groupId) ?? -1;
          fix(
            (model.groups[group] ?? [])
              .filter((entry) => entry.activity === activity.index)
              .map((entry) => entry.column),
          );
        }
      }
    }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const pin of facts.problem.pins) {
      const held = facts.held.get(pin.activityId);
      const serves = (volunteerId: string): boolean =>
        (facts.inActivity.get(pin.activityId) ?? []).some((person) => person.volunteer.id === volunteerId);
      const engaged = (groupId: string): boolean =>
        facts.engagements.some((entry) => entry.held === held && entry.group.id === groupId);
      const say = (message: string, volunteerIds: string[] = [], resourceIds: string[] = []): void => {
        found.push(
          held
            ? violationAt(name, held, message, { volunteerIds, resourceIds })
            : { rule: name, message, activityIds: [pin.activityId], volunteerIds, resourceIds },
        );
      };
      switch (pin.type) {
        case 'hold-activity':
          if (!held) say(`${pin.activityId} was decided to take place and does not`);
          else if (pin.start !== undefined && parseInstant(pin.start) !== held.start)
            say(`${held.activity.title} was decided for ${pin.start}`);
          else if (pin.venueId !== undefined && held.venue?.id !== pin.venueId)
            say(`${held.activity.title} was decided for venue ${pin.venueId}`);
          break;
        case 'drop-activity':
          if (held) say(`${held.activity.title} was decided not to take place`);
          break;
        case 'assign':
          if (
            !(facts.inActivity.get(pin.activityId) ?? []).some(
              (person) => person.volunteer.id === pin.volunteerId && person.role.id === pin.roleId,
            )
          )
            say(`${pin.volunteerId} was assigned to ${pin.roleId} and is not in the plan`, [pin.volunteerId]);
          break;
        case 'forbid-volunteer':
          if (serves(pin.volunteerId))
            say(`${pin.volunteerId} declined ${pin.activityId} and is in the plan`, [pin.volunteerId]);
          break;
        case 'engage-group':
          if (!engaged(pin.groupId))
            say(`Group ${pin.groupId} was engaged and is not in the plan`, [], [pin.groupId]);
          break;
        case 'forbid-group':
          if (engaged(pin.groupId))
            say(`Group ${pin.groupId} declined and is in the plan`, [], [pin.groupId]);
          break;
        case 'forbid-venue':
          if (
            held?.venue?.id === pin.venueId &&
            (pin.start === undefined || parseInstant(pin.start) === held.start)
          )
            say(`The booking of venue ${pin.venueId} was declined and is in the plan`, [], [pin.venueId]);
          break;
      }
    }
    return found;
  },
};

import { isMinor } from '../../season/minors.js';
import {
  nth,
  type Season,
  type SeasonActivity,
  type SeasonRole,
  type SeasonStart,
  type SeasonVolunteer,
} from '../../season/season.js';
import { skillCountsOn } from '../../rules/volunteer-qualified.js';
import { type DecidedPlan } from '../decided-plan.js';
import { refusalsOf } from '../person-reasons.js';
import { type Diary } from './diary.js';

/** A role of an activity that takes place. */
export interface Place {
  readonly activity: SeasonActivity;
  readonly role: SeasonRole;
  readonly start: SeasonStart;
  /** Who serves in it, by position. */
  readonly people: readonly number[];
  /** A grown-up serves in the activity, in whichever role. */
  readonly hasGrownUp: boolean;
}

/** Whom somebody may replace in a place, by position, and whether an open place may be taken. */
export interface Entry {
  readonly standsInFor: readonly number[];
  readonly takesOpenPlace: boolean;
}

export function placesIn(season: Season, decided: DecidedPlan, activityIds?: ReadonlySet<string>): Place[] {
  return decided.flatMap((held, index) => {
    const activity = nth(season.activities, index);
    if (!held || activityIds?.has(activity.raw.id) === false) return [];
    const hasGrownUp = held.people.flat().some((person) => !isMinor(nth(season.volunteers, person).raw));
    return activity.roles.flatMap((role): Place[] => {
      const people = held.people[role.index] ?? [];
      if (role.max === 0) return [];
      return [{ activity, role, start: nth(activity.starts, held.start), people, hasGrownUp }];
    });
  });
}

function mayLead(season: Season, { role, start }: Place): (volunteer: SeasonVolunteer) => boolean {
  const skill = season.problem.policy.leaderSkillId;
  if (!role.raw.leader || skill === undefined) return () => true;
  const needs = season.needsQualification.has(skill);
  return ({ raw }) => skillCountsOn(raw, skill, start.day, needs);
}

/**
 * Whom a person may replace so that no rule about the activity as a whole can break, however many others are replaced
 * beside: the number of people in the role, of grown-ups in the activity and of leaders in the role never falls.
 */
export function entryOf(season: Season, place: Place, volunteer: SeasonVolunteer): Entry {
  const minor = isMinor(volunteer.raw);
  const leads = mayLead(season, place);
  const isLeader = leads(volunteer);
  const standsInFor = place.people.filter((index) => {
    const replaced = nth(season.volunteers, index);
    return (!minor || isMinor(replaced.raw)) && (isLeader || !leads(replaced));
  });
  return {
    standsInFor,
    takesOpenPlace: place.people.length < place.role.max && (!minor || place.hasGrownUp),
  };
}

/** Everyone who could step in as the diary is: admitted by every rule, free, and of use. */
export function eligibleFor(
  season: Season,
  place: Place,
  diary: Diary,
): { readonly volunteer: SeasonVolunteer; readonly entry: Entry }[] {
  const { activity, role, start } = place;
  return (season.volunteersOf[activity.community] ?? []).flatMap((index) => {
    const volunteer = nth(season.volunteers, index);
    if (!diary.fits(index, activity, start)) return [];
    if (refusalsOf(season, activity, role, volunteer, start).length > 0) return [];
    const entry = entryOf(season, place, volunteer);
    return entry.takesOpenPlace || entry.standsInFor.length > 0 ? [{ volunteer, entry }] : [];
  });
}

import { covering } from '@heli/calendar';
import { type Assignment, type Plan, type Problem, type Violation } from '@heli/contracts';
import { factsOf } from '../plan/facts.js';
import { guardianConsent } from '../rules/guardian-consent.js';
import { minimumAge } from '../rules/minimum-age.js';
import { minimumRest } from '../rules/minimum-rest.js';
import { minorNotAlone } from '../rules/minor-not-alone.js';
import { pins } from '../rules/pins.js';
import { type Rule } from '../rules/rule.js';
import { volunteerAvailable } from '../rules/volunteer-available.js';
import { volunteerOnePlace } from '../rules/volunteer-one-place.js';
import { volunteerQualified } from '../rules/volunteer-qualified.js';
import { volunteerServesCommunity } from '../rules/volunteer-serves-community.js';
import { workLimits } from '../rules/work-limits.js';
import { travelTable } from '../season/travel.js';

/** Rules that one more person in a place can break. How many a role holds at most is for whoever counts them. */
const ABOUT_PEOPLE: readonly Rule[] = [
  volunteerServesCommunity,
  volunteerQualified,
  minimumAge,
  guardianConsent,
  volunteerAvailable,
  workLimits,
  minorNotAlone,
  volunteerOnePlace,
  minimumRest,
  pins,
];

/** Whether somebody may take a place. */
export interface Admission {
  /** Rules that this person would break there: none may be. */
  readonly violations: readonly Violation[];
  /** The person would rather not at this time. */
  readonly avoids: boolean;
  /** The person would rather not do this activity. */
  readonly dislikes: boolean;
}

/**
 * Whether somebody may take a place beside all that is going on: every rule about people is asked what it says of the
 * place with them in it, and nothing is solved. Only what has to do with the place need be there: of the season the
 * activities of `serving` and of the place, and their people.
 * @param scheduled when these activities take place
 * @param serving everything that the person does, and everybody who serves in the activity
 */
export function admissionOf(
  problem: Problem,
  scheduled: Plan['scheduled'],
  serving: readonly Assignment[],
  place: Assignment,
): Admission {
  const facts = factsOf(problem, {
    scheduled,
    dropped: [],
    assignments: [...serving, place],
    groupEngagements: [],
    equipmentLoans: [],
    fundAllocations: [],
  });
  const { activityId, volunteerId } = place;
  const violations = [...facts.unresolved, ...ABOUT_PEOPLE.flatMap((rule) => rule.check(facts))].filter(
    ({ volunteerIds, activityIds }) => volunteerIds.includes(volunteerId) && activityIds.includes(activityId),
  );
  const volunteer = problem.volunteers.find(({ id }) => id === volunteerId);
  const held = facts.held.get(activityId);
  if (volunteer === undefined || held === undefined) return { violations, avoids: false, dislikes: false };
  const way = travelTable(problem)(
    facts.communityPosition(volunteer.communityId),
    facts.communityPosition(held.activity.communityId),
  );
  const status = covering(facts.segmentsOf(volunteer), { start: held.start - way, end: held.end + way });
  return {
    violations,
    avoids: status === 'avoid',
    dislikes: volunteer.wishes?.avoidActivityIds.includes(activityId) === true,
  };
}

import { localDate } from '@heli/calendar';
import { type ProblemVolunteer, type Violation } from '@heli/contracts';
import { timeOf, violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'volunteer-qualified';

/** Whether a qualification for the skill is valid on the local day `YYYY-MM-DD`, first and last day included. */
export const qualifiedOn = (volunteer: ProblemVolunteer, skillId: string, day: string): boolean =>
  volunteer.qualifications.some(
    (entry) =>
      entry.skillId === skillId &&
      (entry.validFrom === undefined || entry.validFrom <= day) &&
      (entry.validUntil === undefined || day <= entry.validUntil),
  );

/** Whether the person has the skill at all; one that needs a qualification may also be held by that alone. */
export const hasSkill = (volunteer: ProblemVolunteer, skillId: string): boolean =>
  volunteer.skillIds.includes(skillId) || volunteer.qualifications.some((entry) => entry.skillId === skillId);

/** Whether the skill counts on that day. */
export const skillCountsOn = (
  volunteer: ProblemVolunteer,
  skillId: string,
  day: string,
  needsQualification: boolean,
): boolean => (needsQualification ? qualifiedOn(volunteer, skillId, day) : hasSkill(volunteer, skillId));

/** All skills of the role, each with a qualification valid on the day where the skill needs one. Decided before the model is built. */
export const volunteerQualified: Rule = {
  name,
  sentence: {
    'zh-CN': '须具备岗位要求的全部技能；需持证的技能，活动当日证书须在有效期内',
    en: 'Has every skill of the role, with a qualification valid on the day where one is needed',
  },
  admitsVolunteer: (_season, _activity, role, volunteer) =>
    role.raw.skillIds.every((skillId) => hasSkill(volunteer.raw, skillId)),
  admitsVolunteerAt: (season, _activity, role, volunteer, start) =>
    role.raw.skillIds.every((skillId) =>
      skillCountsOn(volunteer.raw, skillId, start.day, season.needsQualification.has(skillId)),
    ),
  check(facts) {
    const found: Violation[] = [];
    const needs = new Set(
      facts.problem.skills.filter((skill) => skill.needsQualification).map((skill) => skill.id),
    );
    for (const { held, role, volunteer } of facts.assignments) {
      const day = localDate(held.start, held.zone);
      const missing = role.skillIds.filter(
        (skillId) => !skillCountsOn(volunteer, skillId, day, needs.has(skillId)),
      );
      if (missing.length > 0)
        found.push(
          violationAt(
            name,
            held,
            `${volunteer.id} lacks ${missing.join(', ')} on ${day} for ${role.name ?? role.id} at ${held.activity.title} (${timeOf(held)})`,
            { volunteerIds: [volunteer.id] },
          ),
        );
    }
    return found;
  },
};

import { localDate } from '@heli/calendar';
import { type Violation } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { type PersonColumn, type SeasonModel } from '../model/season-model.js';
import { nth, type SeasonActivity, type SeasonRole } from '../season/season.js';
import { skillCountsOn } from './volunteer-qualified.js';
import { type Rule } from './rule.js';

const name = 'qualified-leader';

/** Those of a role who may lead it at that start; null where the role asks for no leader. */
export function leadersAmong(
  { season }: SeasonModel,
  activity: SeasonActivity,
  role: SeasonRole,
  start: number,
  people: readonly PersonColumn[],
): PersonColumn[] | null {
  const skill = season.problem.policy.leaderSkillId;
  if (!role.raw.leader || skill === undefined) return null;
  const { day } = nth(activity.starts, start);
  const needs = season.needsQualification.has(skill);
  return people.filter((person) =>
    skillCountsOn(nth(season.volunteers, person.volunteer).raw, skill, day, needs),
  );
}

/**
 * A role that asks for a leader has at least one person whose leader skill counts on the day.
 * Σ leaders x ≥ z: the relaxation is as tight as the coverage rows, since each leader is linked to the same z.
 */
export const qualifiedLeader: Rule = {
  name,
  sentence: {
    'zh-CN': '需要带队人的岗位，至少安排一名具备带队资格的人员',
    en: 'A role that asks for a leader has at least one qualified leader',
  },
  addTo(model) {
    const { season } = model;
    for (const activity of season.activities)
      for (const { start, column: z } of model.startsOf(activity.index))
        for (const role of activity.roles) {
          const people = model.rolesAt(activity.index, start)[role.index] ?? [];
          const leaders = leadersAmong(model, activity, role, start, people);
          if (!leaders) continue;
          model.row(
            0,
            Infinity,
            [z, ...leaders.map((person) => person.column)],
            [-1, ...leaders.map(() => 1)],
          );
        }
  },
  check(facts) {
    const found: Violation[] = [];
    const leaderSkill = facts.problem.policy.leaderSkillId;
    if (leaderSkill === undefined) return found;
    const needs = facts.problem.skills.some((skill) => skill.id === leaderSkill && skill.needsQualification);
    for (const held of facts.held.values())
      for (const role of held.activity.roles) {
        if (!role.leader) continue;
        const people = (facts.inActivity.get(held.activity.id) ?? []).filter(
          (person) => person.role === role,
        );
        const day = localDate(held.start, held.zone);
        if (!people.some((person) => skillCountsOn(person.volunteer, leaderSkill, day, needs)))
          found.push(
            violationAt(
              name,
              held,
              `No qualified leader in ${role.name ?? role.id} at ${held.activity.title}`,
              {
                volunteerIds: people.map((person) => person.volunteer.id),
              },
            ),
          );
      }
    return found;
  },
};

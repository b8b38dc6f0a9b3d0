import { type Violation } from '@heli/contracts';
import { ColumnKind } from '../model/season-model.js';
import { violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'role-limits';

/**
 * An activity takes place only with the least number in each role, and never with more than the most.
 *
 * Σ_v x = c + e with min·z ≤ c ≤ min(target, candidates)·z and 0 ≤ e ≤ (max − target)·z: c are the places that count for
 * the target, e those beyond. The relaxation loses nothing against the hull of (z, c) because c is between two multiples of z.
 */
export const roleLimits: Rule = {
  name,
  sentence: {
    'zh-CN': '每个岗位的人数不低于下限、不超过上限，人数不足则活动不举办',
    en: 'Each role has its least number and never more than its most, or the activity does not take place',
  },
  addTo(model) {
    for (const activity of model.season.activities)
      for (const { start, column: z } of model.startsOf(activity.index)) {
        const roles = model.rolesAt(activity.index, start);
        const filled = activity.roles.map((role) => {
          const people = roles[role.index] ?? [];
          const { min, target } = role.raw;
          const most = Math.min(target, people.length);
          const least = Math.min(min, target);
          const c = model.column(ColumnKind.filled, activity.index, start, {
            upper: most,
            integer: false,
            role: role.index,
          });
          const columns = [...people.map((person) => person.column), c];
          const values = [...people.map(() => 1), -1];
          const beyond = Math.min(role.max, people.length) - most;
          if (beyond > 0) {
            const e = model.column(ColumnKind.surplus, activity.index, start, {
              upper: beyond,
              integer: false,
              role: role.index,
            });
            model.surplus.push({ column: e, activity: activity.index });
            model.row(-Infinity, 0, [e, z], [1, -beyond]);
            columns.push(e);
            values.push(-1);
            if (min > target) model.row(0, Infinity, [c, e, z], [1, 1, -min]);
          }
          model.row(0, 0, columns, values);
          if (least > 0) model.row(0, Infinity, [c, z], [1, -least]);
          model.row(-Infinity, 0, [c, z], [1, -most]);
          return c;
        });
        model.setFilledAt(activity.index, start, filled);
      }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values())
      for (const role of held.activity.roles) {
        const people = (facts.inActivity.get(held.activity.id) ?? []).filter(
          (person) => person.role === role,
        );
        const max = role.max ?? role.target;
        const words = `${people.length} people in ${role.name ?? role.id} at ${held.activity.title}`;
        const volunteerIds = people.map((person) => person.volunteer.id);
        if (people.length < role.min)
          found.push(violationAt(name, held, `${words}; at least ${role.min} are needed`, { volunteerIds }));
        if (people.length > max)
          found.push(violationAt(name, held, `${words}; at most ${max} are allowed`, { volunteerIds }));
      }
    return found;
  },
  admitsVolunteer: (_season, activity, role) => nth(activity.roles, role.index).max > 0,
};

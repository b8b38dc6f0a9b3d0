import { AGE_ORDER } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'minimum-age';

/** The role's least age class. Decided before the model is built. */
export const minimumAge: Rule = {
  name,
  sentence: { 'zh-CN': '须达到岗位要求的最低年龄段', en: 'Is of the least age class of the role or older' },
  admitsVolunteer: (_season, _activity, role, volunteer) =>
    AGE_ORDER[volunteer.raw.ageClass] >= AGE_ORDER[role.raw.minAgeClass],
  check: (facts) =>
    facts.assignments
      .filter(({ role, volunteer }) => AGE_ORDER[volunteer.ageClass] < AGE_ORDER[role.minAgeClass])
      .map(({ held, role, volunteer }) =>
        violationAt(
          name,
          held,
          `${volunteer.id} (${volunteer.ageClass}) is too young for ${role.name ?? role.id} at ${held.activity.title}, which asks for ${role.minAgeClass}`,
          { volunteerIds: [volunteer.id] },
        ),
      ),
};

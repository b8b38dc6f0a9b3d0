import { violationAt } from '../plan/facts.js';
import { isMinor } from '../season/minors.js';
import { type Rule } from './rule.js';

const name = 'guardian-consent';

/** Children and minors serve only with a guardian's written consent. Decided before the model is built. */
export const guardianConsent: Rule = {
  name,
  sentence: {
    'zh-CN': '未成年人参加服务须有监护人书面同意',
    en: 'Children and minors serve only with a guardian’s written consent',
  },
  admitsVolunteer: (_season, _activity, _role, volunteer) =>
    !isMinor(volunteer.raw) || volunteer.raw.guardianConsent,
  check: (facts) =>
    facts.assignments
      .filter(({ volunteer }) => isMinor(volunteer) && !volunteer.guardianConsent)
      .map(({ held, volunteer }) =>
        violationAt(
          name,
          held,
          `${volunteer.id} is under age and has no guardian’s consent for ${held.activity.title}`,
          { volunteerIds: [volunteer.id] },
        ),
      ),
};

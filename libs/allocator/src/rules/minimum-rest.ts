import { type Violation } from '@heli/contracts';
import { timeOf, violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'minimum-rest';

/** Rest between two activities of a person: the person's own or the policy's, whichever is longer. Its rows are those of `volunteer-one-place`. */
export const minimumRest: Rule = {
  name,
  sentence: {
    'zh-CN': '同一人两项活动之间须有足够的休息时间',
    en: 'A person rests long enough between two activities',
  },
  check(facts) {
    const found: Violation[] = [];
    for (const [volunteer, list] of facts.assignmentsOf) {
      const rest = Math.max(volunteer.minRestMinutes ?? 0, facts.problem.policy.minRestMinutes);
      list.forEach((entry, index) => {
        const next = list[index + 1]?.held;
        const held = entry.held;
        if (next && next !== held && next.start >= held.end && next.start < held.end + rest)
          found.push(
            violationAt(
              name,
              held,
              `${volunteer.id} has ${next.start - held.end} minutes between ${held.activity.title} (${timeOf(held)}) and ${next.activity.title} (${timeOf(next)}); ${rest} are needed`,
              {
                volunteerIds: [volunteer.id],
                activityIds: [held.activity.id, next.activity.id],
              },
            ),
          );
      });
    }
    return found;
  },
};

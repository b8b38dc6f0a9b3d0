import { covering } from '@heli/calendar';
import { timeOf, violationAt } from '../plan/facts.js';
import { statusOver } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'group-available';

/** The group's windows hold the whole activity. Decided before the model is built. */
export const groupAvailable: Rule = {
  name,
  sentence: { 'zh-CN': '队伍在活动全程须有空档', en: 'A group is available for the whole activity' },
  admitsGroupAt: (_season, _activity, group, start) => statusOver(group.segments, start) !== null,
  check: (facts) =>
    facts.engagements
      .filter(({ held, group }) => covering(facts.segmentsOf(group), held) === 'none')
      .map(({ held, group }) =>
        violationAt(
          name,
          held,
          `${group.name} is not available for ${held.activity.title} (${timeOf(held)})`,
          { resourceIds: [group.id] },
        ),
      ),
};

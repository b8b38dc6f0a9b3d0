import { isoWeekKey } from '@heli/calendar';
import { type Violation } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'group-weekly-limit';

/** No more activities of a group in an ISO week (of its community's zone) than it said. A count row: the relaxation loses nothing. */
export const groupWeeklyLimit: Rule = {
  name,
  sentence: {
    'zh-CN': '每支队伍每周参加活动不超过约定次数',
    en: 'A group serves no more activities a week than it said',
  },
  admitsGroupAt: (_season, _activity, group) => (group.raw.activitiesPerWeek ?? 1) > 0,
  addTo(model) {
    const { season } = model;
    for (const group of season.groups) {
      const limit = group.raw.activitiesPerWeek;
      if (limit === undefined) continue;
      const zone = nth(season.zones, group.community);
      const weeks = new Map<string, { columns: number[]; activities: Set<number> }>();
      for (const entry of model.groups[group.index] ?? []) {
        const week = String(
          isoWeekKey(nth(nth(season.activities, entry.activity).starts, entry.start).start, zone),
        );
        const known = weeks.get(week) ?? { columns: [], activities: new Set<number>() };
        known.columns.push(entry.column);
        known.activities.add(entry.activity);
        weeks.set(week, known);
      }
      for (const { columns, activities } of weeks.values())
        if (activities.size > limit) model.atMost(limit, columns);
    }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const [group, list] of facts.engagementsOf) {
      const limit = group.activitiesPerWeek ?? Infinity;
      const weeks = new Map<string, (typeof list)[number][]>();
      for (const entry of list) {
        const week = String(isoWeekKey(entry.held.start, facts.zoneOf(group.communityId)));
        weeks.set(week, [...(weeks.get(week) ?? []), entry]);
      }
      for (const [week, entries] of weeks) {
        const first = entries[0];
        if (first && entries.length > limit)
          found.push(
            violationAt(
              name,
              first.held,
              `${group.name} serves ${entries.length} activities in ${week}; its limit is ${limit}`,
              {
                activityIds: entries.map((entry) => entry.held.activity.id),
                resourceIds: [group.id],
              },
            ),
          );
      }
    }
    return found;
  },
};

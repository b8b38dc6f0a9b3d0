import { type Violation } from '@heli/contracts';
import { type GroupColumn } from '../model/season-model.js';
import { timeOf, violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { travelTable } from '../season/travel.js';
import { cliquesOf } from './cliques.js';
import { type Rule } from './rule.js';

const name = 'group-one-place';

/** A group serves one activity at a time and has the way from one to the next. Interval cliques with the shortest way; a row for each pair whose way is longer. */
export const groupOnePlace: Rule = {
  name,
  sentence: {
    'zh-CN': '同一支队伍同一时间只能在一处，并留足路上时间',
    en: 'A group is in one place at a time, travel included',
  },
  addTo(model) {
    const { season } = model;
    for (const group of season.groups) {
      const columns: readonly GroupColumn[] = model.groups[group.index] ?? [];
      if (columns.length < 2) continue;
      // Not the communities it serves: a group that an activity names may come from elsewhere.
      const communities = new Set(columns.map((entry) => nth(season.activities, entry.activity).community));
      let gap = Infinity;
      for (const from of communities)
        for (const to of communities) gap = Math.min(gap, season.travelMinutes(from, to));
      const stays = columns.map((entry) => {
        const activity = nth(season.activities, entry.activity);
        const time = nth(activity.starts, entry.start);
        return {
          start: time.start,
          end: time.end + gap,
          leaves: time.end,
          activity: activity.index,
          community: activity.community,
          column: entry.column,
        };
      });
      for (const clique of cliquesOf(model.formulation, stays))
        model.atMost(
          1,
          clique.map((stay) => stay.column),
        );
      for (const a of stays)
        for (const b of stays)
          if (
            a.activity !== b.activity &&
            b.start >= a.end &&
            b.start < a.leaves + season.travelMinutes(a.community, b.community)
          )
            model.atMost(1, [a.column, b.column]);
    }
  },
  check(facts) {
    const found: Violation[] = [];
    const travelMinutes = travelTable(facts.problem);
    for (const [group, list] of facts.engagementsOf)
      list.forEach(({ held: a }, index) => {
        for (const { held: b } of list.slice(index + 1)) {
          if (a === b) continue;
          const way = travelMinutes(
            facts.communityPosition(a.activity.communityId),
            facts.communityPosition(b.activity.communityId),
          );
          if (b.start < a.end + way)
            found.push(
              violationAt(
                name,
                a,
                `${group.name} is at ${a.activity.title} (${timeOf(a)}) and at ${b.activity.title} (${timeOf(b)}), ${way} minutes apart`,
                {
                  activityIds: [a.activity.id, b.activity.id],
                  resourceIds: [group.id],
                },
              ),
            );
        }
      });
    return found;
  },
};

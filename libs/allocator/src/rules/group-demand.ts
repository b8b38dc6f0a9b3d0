import { type Violation } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'group-demand';

/**
 * An activity takes place only with the number of groups it asks for, each group in one demand.
 * Σ_g g = count·z and Σ_demands g ≤ z for each group: the strong link, as for people.
 */
export const groupDemand: Rule = {
  name,
  sentence: {
    'zh-CN': '所需队伍数量须凑齐，否则活动不举办',
    en: 'An activity has the number of groups it asks for, or does not take place',
  },
  addTo(model) {
    for (const activity of model.season.activities)
      for (const { start, column: z } of model.startsOf(activity.index)) {
        const demands = model.demandsAt(activity.index, start);
        const columnsOf = new Map<number, number[]>();
        demands.forEach((columns, demand) => {
          const { count } = nth(activity.raw.groups, demand);
          model.row(0, 0, [...columns.map((entry) => entry.column), z], [...columns.map(() => 1), -count]);
          for (const entry of columns)
            columnsOf.set(entry.group, [...(columnsOf.get(entry.group) ?? []), entry.column]);
        });
        for (const columns of columnsOf.values())
          if (model.formulation === 'strong')
            model.row(-Infinity, 0, [...columns, z], [...columns.map(() => 1), -1]);
          else model.atMost(1, columns);
      }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values()) {
      const engaged = facts.engagements.filter((entry) => entry.held === held);
      for (const demand of held.activity.groups) {
        const count = engaged.filter((entry) => entry.demandId === demand.id).length;
        if (count !== demand.count)
          found.push(
            violationAt(
              name,
              held,
              `${held.activity.title} has ${count} groups for ${demand.id}; ${demand.count} are needed`,
              { resourceIds: engaged.map((entry) => entry.group.id) },
            ),
          );
      }
      const ids = engaged.map((entry) => entry.group.id);
      if (new Set(ids).size < ids.length)
        found.push(
          violationAt(name, held, `A group is engaged twice for ${held.activity.title}`, {
            resourceIds: ids,
          }),
        );
    }
    return found;
  },
};

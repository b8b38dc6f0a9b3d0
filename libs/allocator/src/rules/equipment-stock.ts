import { type Violation } from '@heli/contracts';
import { type HeldLoan, timeOf, violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { maximalCliques } from './cliques.js';
import { type Rule } from './rule.js';

const name = 'equipment-stock';

/**
 * An activity has the equipment it asks for, and no unit is lent twice at a time (turnaround included).
 * Σ_e q = quantity·z, q ≤ min(stock, quantity)·z, and Σ q ≤ stock at every moment (interval cliques, totally unimodular).
 */
export const equipmentStock: Rule = {
  name,
  sentence: {
    'zh-CN': '活动所需器材须足数配齐，同一件器材同一时间不得重复借出',
    en: 'An activity has the equipment it asks for, and no unit is lent twice at a time',
  },
  addTo(model) {
    const { season } = model;
    for (const activity of season.activities)
      for (const { start, column: z } of model.startsOf(activity.index))
        model.loansOf(activity.index, start).forEach((columns, index) => {
          const { quantity } = nth(activity.raw.equipment, index);
          model.row(0, 0, [...columns.map((entry) => entry.column), z], [...columns.map(() => 1), -quantity]);
          for (const entry of columns) {
            const most = Math.min(quantity, nth(season.equipment, entry.equipment).raw.quantity);
            if (model.formulation === 'strong' && columns.length > 1)
              model.row(-Infinity, 0, [entry.column, z], [1, -most]);
          }
        });
    for (const item of season.equipment) {
      const loans = (model.loans[item.index] ?? []).map((entry) => {
        const activity = nth(season.activities, entry.activity);
        const time = nth(activity.starts, entry.start);
        const asked = activity.raw.equipment.reduce(
          (sum, demand) => (demand.type === item.raw.type ? sum + demand.quantity : sum),
          0,
        );
        return {
          start: time.start,
          end: time.end + item.raw.turnaroundMinutes,
          column: entry.column,
          activity,
          asked,
        };
      });
      for (const clique of maximalCliques(loans)) {
        const asked = new Map(clique.map((loan) => [loan.activity, loan.asked]));
        const most = [...asked.values()].reduce((sum, value) => sum + value, 0);
        if (asked.size > 1 && most > item.raw.quantity)
          model.row(
            -Infinity,
            item.raw.quantity,
            clique.map((loan) => loan.column),
            clique.map(() => 1),
          );
      }
    }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values()) {
      const asked = new Map<string, number>();
      for (const demand of held.activity.equipment)
        asked.set(demand.type, (asked.get(demand.type) ?? 0) + demand.quantity);
      for (const [type, quantity] of asked) {
        const lent = facts.loans.filter((loan) => loan.held === held && loan.equipment.type === type);
        const total = lent.reduce((sum, loan) => sum + loan.quantity, 0);
        if (total !== quantity)
          found.push(
            violationAt(
              name,
              held,
              `${held.activity.title} has ${total} of ${type}; ${quantity} are needed`,
              { resourceIds: lent.map((loan) => loan.equipment.id) },
            ),
          );
      }
    }
    const byItem = new Map<string, HeldLoan[]>();
    for (const loan of facts.loans) {
      const { equipment, held } = loan;
      byItem.set(equipment.id, [...(byItem.get(equipment.id) ?? []), loan]);
      const serves =
        equipment.communityId === held.activity.communityId ||
        equipment.servesCommunityIds.includes(held.activity.communityId);
      const asked = held.activity.equipment.some((demand) => demand.type === equipment.type);
      if (!serves || !asked)
        found.push(
          violationAt(
            name,
            held,
            `${equipment.name} is lent to ${held.activity.title}, which ${asked ? 'it does not serve' : 'did not ask for it'}`,
            { resourceIds: [equipment.id] },
          ),
        );
    }
    for (const loans of byItem.values())
      for (const loan of loans) {
        const { equipment, held } = loan;
        const out = loans.filter(
          (other) =>
            other.held.start <= held.start && held.start < other.held.end + equipment.turnaroundMinutes,
        );
        const total = out.reduce((sum, other) => sum + other.quantity, 0);
        if (total > equipment.quantity)
          found.push(
            violationAt(
              name,
              held,
              `${total} of ${equipment.name} are lent at the start of ${held.activity.title} (${timeOf(held)}); there are ${equipment.quantity}`,
              {
                activityIds: [...new Set(out.map((other) => other.held.activity.id))],
                resourceIds: [equipment.id],
              },
            ),
          );
      }
    return found;
  },
};

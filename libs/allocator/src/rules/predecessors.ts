import { type Violation } from '@heli/contracts';
import { timeOf, violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'predecessors';

/**
 * An activity takes place only after those it builds on (a training before the service that needs it).
 * z[b,s] ≤ Σ_{s' that end by s} z[a,s'] for each start s and predecessor a: the disaggregated form, whose relaxation is
 * the hull for one pair (precedence over a simplex of starts). Ties blocks together.
 */
export const predecessors: Rule = {
  name,
  sentence: {
    'zh-CN': '先行活动（如岗前培训）须先办完，后续活动才能举办',
    en: 'Activities that others build on take place before them',
  },
  addTo(model) {
    for (const activity of model.season.activities)
      for (const before of activity.predecessors) {
        const earlier = nth(model.season.activities, before);
        for (const { start, column } of model.startsOf(activity.index)) {
          const ready = model
            .startsOf(before)
            .filter(
              (candidate) => nth(earlier.starts, candidate.start).end <= nth(activity.starts, start).start,
            );
          model.row(
            -Infinity,
            0,
            [column, ...ready.map((entry) => entry.column)],
            [1, ...ready.map(() => -1)],
          );
        }
      }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values())
      for (const id of held.activity.predecessorIds) {
        const before = facts.held.get(id);
        if (!before || before.end > held.start)
          found.push(
            violationAt(
              name,
              held,
              `${held.activity.title} (${timeOf(held)}) needs ${before ? `${before.activity.title} (${timeOf(before)})` : id} to be over`,
              {
                activityIds: [held.activity.id, id],
              },
            ),
          );
      }
    return found;
  },
};

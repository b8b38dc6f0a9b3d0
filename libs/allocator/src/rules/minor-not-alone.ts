import { type Violation } from '@heli/contracts';
import { ColumnKind } from '../model/season-model.js';
import { violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { isMinor } from '../season/minors.js';
import { type Rule } from './rule.js';

const name = 'minor-not-alone';

/**
 * Where a minor serves, a grown-up serves too.
 * Strong form: w ≤ z, w ≤ Σ grown-ups, and each minor is linked to w in place of z, so that the relaxation allows no
 * more of any one minor than it has of grown-ups. Textbook form: Σ minors ≤ (number of minors) · Σ grown-ups.
 */
export const minorNotAlone: Rule = {
  name,
  sentence: {
    'zh-CN': '未成年人不得单独服务，须有成年人在场',
    en: 'Where a minor serves, a grown-up serves too',
  },
  addTo(model) {
    for (const activity of model.season.activities)
      for (const { start, column } of model.startsOf(activity.index)) {
        const people = model.rolesAt(activity.index, start).flat();
        const minors = people.filter((person) => isMinor(nth(model.season.volunteers, person.volunteer).raw));
        if (minors.length === 0) continue;
        const grownUps = people.filter(
          (person) => !isMinor(nth(model.season.volunteers, person.volunteer).raw),
        );
        if (model.formulation === 'textbook') {
          model.row(
            -Infinity,
            0,
            [...minors, ...grownUps].map((person) => person.column),
            [...minors.map(() => 1), ...grownUps.map(() => -minors.length)],
          );
          continue;
        }
        const grownUp = model.column(ColumnKind.grownUp, activity.index, start, { upper: 1, integer: false });
        model.setPresence(activity.index, start, grownUp);
        model.row(-Infinity, 0, [grownUp, column], [1, -1]);
        model.row(
          -Infinity,
          0,
          [grownUp, ...grownUps.map((person) => person.column)],
          [1, ...grownUps.map(() => -1)],
        );
      }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const people of facts.inActivity.values()) {
      const minors = people.filter((person) => isMinor(person.volunteer));
      const first = people[0];
      if (first && minors.length > 0 && minors.length === people.length)
        found.push(
          violationAt(name, first.held, `Only minors serve at ${first.held.activity.title}`, {
            volunteerIds: minors.map((person) => person.volunteer.id),
          }),
        );
    }
    return found;
  },
};

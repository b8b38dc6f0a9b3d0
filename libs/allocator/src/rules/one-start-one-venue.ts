import { formatInstant, parseInstant } from '@heli/calendar';
import { type Violation } from '@heli/contracts';
import { timeOf, violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'one-start-one-venue';

/**
 * An activity takes place at most once, at one of its candidate starts, inside the season, and in exactly one venue
 * where it needs one. The relaxation loses nothing: the starts of one activity form a simplex.
 */
export const oneStartOneVenue: Rule = {
  name,
  sentence: {
    'zh-CN': '一项活动最多举办一次，须在候选时间内举办，需要场地时只用一处场地',
    en: 'An activity takes place at most once, at one of its candidate times and, where it needs one, in one venue',
  },
  admitsStart: (season, _activity, start) =>
    season.horizon.start <= start.start && start.end <= season.horizon.end,
  addTo(model) {
    for (const activity of model.season.activities) {
      const starts = model.startsOf(activity.index);
      model.atMost(
        1,
        starts.map((start) => start.column),
      );
      for (const { start, column } of starts) {
        const options = model.optionsAt(activity.index, start);
        if (options.length < 2) continue; // the one option is the start itself
        model.row(0, 0, [column, ...options.map((option) => option.column)], [1, ...options.map(() => -1)]);
      }
    }
  },
  check(facts) {
    const found: Violation[] = [];
    const from = parseInstant(facts.problem.horizon.start);
    const until = parseInstant(facts.problem.horizon.end);
    for (const held of facts.held.values()) {
      const { activity } = held;
      if (!activity.candidateStarts.some((iso) => parseInstant(iso) === held.start))
        found.push(
          violationAt(
            name,
            held,
            `${activity.title} is scheduled at ${formatInstant(held.start, held.zone)}, which is not one of its candidate times`,
          ),
        );
      if (held.end - held.start !== activity.durationMinutes)
        found.push(
          violationAt(
            name,
            held,
            `${activity.title} lasts ${activity.durationMinutes} minutes, but is scheduled from ${timeOf(held)}`,
          ),
        );
      if (held.start < from || held.end > until)
        found.push(violationAt(name, held, `${activity.title} (${timeOf(held)}) lies outside the season`));
      if (activity.venue && !held.venue)
        found.push(violationAt(name, held, `${activity.title} needs a venue and has none`));
      if (!activity.venue && held.venue)
        found.push(
          violationAt(name, held, `${activity.title} needs no venue, but one is booked`, {
            resourceIds: [held.venue.id],
          }),
        );
    }
    const seen = new Set<string>();
    for (const id of [...facts.held.keys(), ...facts.plan.dropped]) {
      if (seen.has(id))
        found.push({
          rule: name,
          message: `${id} is ${facts.held.has(id) ? 'both scheduled and dropped' : 'dropped twice'}`,
          activityIds: [id],
          volunteerIds: [],
          resourceIds: [],
        });
      seen.add(id);
    }
    for (const activity of facts.problem.activities)
      if (!seen.has(activity.id))
        found.push({
          rule: name,
          message: `The plan says nothing of ${activity.title}`,
          activityIds: [activity.id],
          volunteerIds: [],
          resourceIds: [],
        });
    return found;
  },
};

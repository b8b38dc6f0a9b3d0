import { type Violation } from '@heli/contracts';
import { type PersonColumn, type SeasonModel } from '../model/season-model.js';
import { timeOf, violationAt } from '../plan/facts.js';
import { nth, type SeasonVolunteer } from '../season/season.js';
import { travelTable } from '../season/travel.js';
import { isMinor } from '../season/minors.js';
import { type Choice, cliquesOf } from './cliques.js';
import { type Rule } from './rule.js';

const name = 'volunteer-one-place';

interface Stay extends Choice {
  readonly community: number;
  /** Position of the start in its activity. */
  readonly at: number;
  readonly columns: number[];
  /** End of the activity itself, without rest and travel. */
  readonly leaves: number;
}

function staysOf(model: SeasonModel, columns: readonly PersonColumn[], gap: number): Stay[] {
  const stays = new Map<string, Stay>();
  for (const person of columns) {
    const key = `${person.activity}/${person.start}`;
    const known = stays.get(key);
    if (known) {
      known.columns.push(person.column);
      continue;
    }
    const activity = nth(model.season.activities, person.activity);
    const time = nth(activity.starts, person.start);
    stays.set(key, {
      start: time.start,
      end: time.end + gap,
      leaves: time.end,
      activity: person.activity,
      at: person.start,
      community: activity.community,
      columns: [person.column],
    });
  }
  return [...stays.values()];
}

/** Least time between two activities of a person that holds whatever the two are; longer ways are added pair by pair. */
function leastGap(model: SeasonModel, volunteer: SeasonVolunteer): number {
  let travel = Infinity;
  for (const from of volunteer.serves)
    for (const to of volunteer.serves) travel = Math.min(travel, model.season.travelMinutes(from, to));
  return Math.max(volunteer.minRestMinutes, travel === Infinity ? 0 : travel);
}

/** Longest way that a person may have between two activities, minutes: bounds the pairs that are looked at. */
function longestWay(model: SeasonModel, volunteer: SeasonVolunteer): number {
  let longest = 0;
  for (const from of volunteer.serves)
    for (const to of volunteer.serves) longest = Math.max(longest, model.season.travelMinutes(from, to));
  return longest;
}

/**
 * A person is in one place at a time, serves one role of an activity, and has the way from one activity to the next.
 *
 * Strong form: (1) Σ_r x[v,a,r,s] ≤ z[a,s] for each person and start, which also says "one role": it is what makes the
 * relaxation nearly integral, because a fractional start can no longer hire whole people; (2) interval cliques with the
 * least gap (rest and travel); (3) a row for each pair whose way is longer. Textbook form: (1) only as "one role", ≤ 1.
 * The rest between two activities (`minimum-rest`) is the same kind of conflict and is in these rows.
 */
export const volunteerOnePlace: Rule = {
  name,
  sentence: {
    'zh-CN': '同一人同一时间只能在一处，并留足路上时间；每项活动只担任一个岗位',
    en: 'A person is in one place at a time, travel included, and serves one role of an activity',
  },
  addTo(model) {
    for (const volunteer of model.season.volunteers) {
      const columns = model.people[volunteer.index] ?? [];
      if (columns.length === 0) continue;
      const gap = leastGap(model, volunteer);
      const stays = staysOf(model, columns, gap);
      const minor = isMinor(volunteer.raw);
      for (const stay of stays) {
        const link = model.linkColumn(stay.activity, stay.at, minor);
        if (model.formulation === 'strong' && link !== undefined)
          model.row(-Infinity, 0, [...stay.columns, link], [...stay.columns.map(() => 1), -1]);
        else if (stay.columns.length > 1) model.atMost(1, stay.columns);
      }
      for (const clique of cliquesOf(model.formulation, stays))
        model.atMost(
          1,
          clique.flatMap((stay) => stay.columns),
        );
      const byStart = [...stays].sort((a, b) => a.start - b.start);
      const longest = longestWay(model, volunteer);
      byStart.forEach((first, index) => {
        for (let later = index + 1; later < byStart.length; later++) {
          const next = nth(byStart, later);
          if (next.start - first.leaves >= longest) break;
          const way = model.season.travelMinutes(first.community, next.community);
          if (first.activity !== next.activity && next.start >= first.end && next.start < first.leaves + way)
            model.atMost(1, [...first.columns, ...next.columns]);
        }
      });
    }
  },
  check(facts) {
    const found: Violation[] = [];
    const travelMinutes = travelTable(facts.problem);
    for (const [volunteer, list] of facts.assignmentsOf)
      list.forEach((entry, index) => {
        for (const next of list.slice(index + 1)) {
          const a = entry.held;
          const b = next.held;
          const way = travelMinutes(
            facts.communityPosition(a.activity.communityId),
            facts.communityPosition(b.activity.communityId),
          );
          if (a === b)
            found.push(
              violationAt(name, a, `${volunteer.id} holds two places at ${a.activity.title} (${timeOf(a)})`, {
                volunteerIds: [volunteer.id],
              }),
            );
          else if (b.start < a.end + way)
            found.push(
              violationAt(
                name,
                a,
                `${volunteer.id} is at ${a.activity.title} (${timeOf(a)}) and at ${b.activity.title} (${timeOf(b)}), ${way} minutes apart`,
                {
                  volunteerIds: [volunteer.id],
                  activityIds: [a.activity.id, b.activity.id],
                },
              ),
            );
        }
      });
    return found;
  },
};

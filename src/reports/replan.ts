import { type Engagement, type Problem, type ReplanAnswer, type TierChange } from '@heli/contracts';
import { aimsOf, Names, withoutPlan } from './answers.js';
import { type Language } from './language.js';
import { type ReplanTexts, replanTexts } from './texts/replan.js';
import { reportTexts } from './texts/texts.js';

type Possible = Extract<ReplanAnswer, { kind: 'possible' }>;

const MOST_SHOWN = 60;

/** Who hears what after a re-plan, what is lost, and that fewer changes are impossible; or what stands against it. */
export function describeReplan(problem: Problem, answer: ReplanAnswer, language: Language): string {
  const names = new Names(problem, language);
  return answer.kind === 'possible'
    ? linesOf(answer, names, language).join('\n')
    : withoutPlan(answer, names, language);
}

function linesOf(answer: Possible, names: Names, language: Language): string[] {
  const { answers: words } = reportTexts(language);
  const texts = replanTexts(language);
  const { people, fewestPeople, activitiesMoved, released, difference } = answer;
  const told = (engagement: Engagement): string =>
    texts.engagement(
      names.activity(engagement.activityId),
      names.role(engagement.activityId, engagement.roleId),
      names.when(engagement.activityId, engagement.start),
      engagement.venueId === null ? null : names.thing(engagement.venueId),
    );
  const lines = [
    texts.people(people.length, fewestPeople),
    words.clauses([
      serviceOf(answer, texts),
      answer.serviceProven ? texts.provenBest : texts.perhapsBetter,
      ...aimsOf(answer, language),
    ]),
  ];
  if (released.length > 0) lines.push(texts.released(released.map((id) => names.activity(id))));
  for (const { activityId, before, after } of difference.activities)
    if (activitiesMoved.includes(activityId)) {
      const place = (held: typeof before): string =>
        held === null
          ? words.notHeld
          : words.heldAt(
              names.when(activityId, held.start),
              held.venueId === null ? null : names.thing(held.venueId),
            );
      lines.push(words.activityMoves(names.activity(activityId), place(before), place(after)));
    }
  lines.push(
    ...people
      .slice(0, MOST_SHOWN)
      .map(({ volunteerId, noLonger, newly }) =>
        texts.person(names.person(volunteerId), noLonger.map(told), newly.map(told)),
      ),
  );
  if (people.length > MOST_SHOWN) lines.push(words.further(people.length - MOST_SHOWN));
  const draft = draftOf(answer);
  if (draft > 0) lines.push(texts.draft(draft));
  return lines;
}

/** Of the tiers before the people: those that are neither fairness nor quality. */
function serviceOf({ tiers }: { readonly tiers: readonly TierChange[] }, texts: ReplanTexts): string {
  const end = tiers.findIndex(({ tier }) => tier === 'fairness' || tier === 'quality');
  const service = end < 0 ? tiers : tiers.slice(0, end);
  const first = service.find(({ change }) => change !== 0);
  if (first === undefined) return texts.kept;
  return first.change > 0 === (first.sense === 'max') ? texts.better : texts.lost;
}

/** Activities that are planned otherwise though nobody hears anything new of them. */
function draftOf({ people, activitiesMoved, difference }: Possible): number {
  const heard = new Set([
    ...activitiesMoved,
    ...people.flatMap(({ noLonger, newly }) => [...noLonger, ...newly].map(({ activityId }) => activityId)),
  ]);
  const all = [
    ...difference.activities,
    ...difference.assignments.added,
    ...difference.assignments.removed,
  ].map(({ activityId }) => activityId);
  return new Set(all.filter((id) => !heard.has(id))).size;
}

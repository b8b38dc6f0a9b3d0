import { RULES } from '@heli/allocator';
import {
  type Answer,
  type Difference,
  type Problem,
  type Recommendation,
  type RuleAt,
  type TierChange,
} from '@heli/contracts';
import { aimValue } from './aim-value.js';
import { type Language } from './language.js';
import { type ReportTexts, reportTexts } from './texts/texts.js';
import { localStamp } from './times.js';

const MOST_SHOWN = 12;

/**
 * Who could take a place, best first, with what each would cost, and why all others cannot.
 * @param declined who gave the place back: that they leave it is no news
 */
export function describeRecommendation(
  problem: Problem,
  { activityId, roleId, start, candidates, eligible, compared, ruledOutBy }: Recommendation,
  declined: readonly string[],
  language: Language,
): string {
  const names = new Names(problem, language);
  const { answers: words } = reportTexts(language);
  const lines = [
    words.placeAsked(
      names.activity(activityId),
      names.when(activityId, start),
      names.role(activityId, roleId),
    ),
    candidates.length > 0
      ? words.eligible(eligible, compared, candidates.length)
      : eligible > 0
        ? words.noneSpared(eligible, compared)
        : words.nobody,
    ...candidates.flatMap((candidate, index) => [
      words.candidate(
        index + 1,
        names.person(candidate.volunteerId),
        words.clauses(pricesOf(candidate, language)),
      ),
      ...movesOf(
        candidate.difference,
        names,
        language,
        (move, other, volunteerId) =>
          other === activityId &&
          (move === 'comes' ? volunteerId === candidate.volunteerId : declined.includes(volunteerId)),
      ).map((line) => `   ${line}`),
    ]),
  ];
  const open = candidates.flatMap(({ tiers }) => openOf(tiers, language))[0];
  if (open !== undefined) lines.push(words.ofTheseProven(open));
  if (ruledOutBy.length > 0) {
    lines.push(
      words.ruledOut,
      ...ruledOutBy.map(({ rule, people }) => `  · ${words.ruledOutBy(rule, people)}`),
    );
  }
  return lines.join('\n');
}

/** What a changed season would be like, or what stands against it. */
export function describeAnswer(problem: Problem, answer: Answer, language: Language): string {
  const { answers: words } = reportTexts(language);
  const names = new Names(problem, language);
  if (answer.kind !== 'possible') return withoutPlan(answer, names, language);
  return [
    `${words.possible}${words.clauses([...pricesOf(answer, language), ...openOf(answer.tiers, language)])}`,
    ...movesOf(answer.difference, names, language),
  ].join('\n');
}

/** What stands against a plan, that nothing is known of one, or what is wrong with the question. */
export function withoutPlan(
  answer: Exclude<Answer, { kind: 'possible' }>,
  names: Names,
  language: Language,
): string {
  const { answers: words } = reportTexts(language);
  switch (answer.kind) {
    case 'impossible':
      return [
        answer.irreducible ? words.impossible : words.impossibleWide,
        ...answer.because.map((reason, index) => ruleLine(index + 1, reason, names, language)),
      ].join('\n');
    case 'unknown':
      return words.unknown;
    case 'refused':
      return answer.faults.map(({ pointer, message }) => `${pointer}: ${message}`).join('\n');
  }
}

export interface Priced {
  readonly tiers: readonly TierChange[];
  readonly levelsKept: boolean;
  readonly difference: Difference;
}

/** The price: what changes of each aim, and how many people it concerns. */
export function pricesOf(priced: Priced, language: Language): string[] {
  const { answers: words } = reportTexts(language);
  return [...aimsOf(priced, language), words.peopleConcerned(priced.difference.peopleConcerned)];
}

/** What changes of each aim. */
export function aimsOf(
  { tiers, levelsKept }: Pick<Priced, 'tiers' | 'levelsKept'>,
  language: Language,
): string[] {
  const { answers: words, tiers: aims } = reportTexts(language);
  const changed = tiers.filter(({ change }) => Math.abs(change) > 1e-9);
  const parts = changed.map((tier) => {
    const show = (value: number): string => aimValue(tier.tier, value, language);
    return words.tierChange(aims[tier.tier], show(tier.before), show(tier.after));
  });
  if (parts.length === 0) parts.push(words.noTierChange);
  if (!levelsKept) parts.push(words.levelsNotKept);
  return parts;
}

/** The first aim of which it is not proven that nothing better is possible, in a clause; none where all is proven. */
export function openOf(tiers: readonly TierChange[], language: Language): string[] {
  const { answers: words, tiers: aims } = reportTexts(language);
  const position = tiers.findIndex(({ exact }) => !exact);
  const open = tiers[position];
  if (!open) return [];
  return [position === 0 ? words.boundUnknown : words.notProvenBest(aims[open.tier])];
}

/** What happens otherwise, line by line; what was asked for itself is left out. */
function movesOf(
  difference: Difference,
  names: Names,
  language: Language,
  isKnown: (move: 'comes' | 'leaves', activityId: string, volunteerId: string) => boolean = () => false,
): string[] {
  const { answers: words } = reportTexts(language);
  const lines: string[] = [];
  for (const { activityId, before, after } of difference.activities) {
    const place = (held: typeof before): string =>
      held === null
        ? words.notHeld
        : words.heldAt(
            names.when(activityId, held.start),
            held.venueId === null ? null : names.thing(held.venueId),
          );
    lines.push(words.activityMoves(names.activity(activityId), place(before), place(after)));
  }
  const { added, removed } = difference.assignments;
  for (const { activityId, roleId, volunteerId } of added)
    if (!isKnown('comes', activityId, volunteerId))
      lines.push(
        words.serves(names.person(volunteerId), names.activity(activityId), names.role(activityId, roleId)),
      );
  for (const { activityId, roleId, volunteerId } of removed)
    if (!isKnown('leaves', activityId, volunteerId))
      lines.push(
        words.freed(names.person(volunteerId), names.activity(activityId), names.role(activityId, roleId)),
      );
  for (const { activityId, groupId } of difference.groups.added)
    lines.push(words.groupComes(names.thing(groupId), names.activity(activityId)));
  for (const { activityId, groupId } of difference.groups.removed)
    lines.push(words.groupFreed(names.thing(groupId), names.activity(activityId)));
  for (const { activityId, equipmentId, before, after } of difference.loans)
    lines.push(words.loan(names.thing(equipmentId), names.activity(activityId), before, after));
  const further = lines.length - MOST_SHOWN;
  return further > 0 ? [...lines.slice(0, MOST_SHOWN), words.further(further)] : lines;
}

/** A rule with what it speaks of, over several lines. */
export function ruleLine(number: number, at: RuleAt, names: Names, language: Language): string {
  const texts = reportTexts(language);
  const rule = RULES.find(({ name }) => name === at.rule);
  const list = (items: readonly string[]): string => {
    const further = items.length - MOST_SHOWN;
    const shown = items.slice(0, MOST_SHOWN).join(texts.listSeparator);
    return further > 0 ? `${shown}${texts.listSeparator}${texts.answers.further(further)}` : shown;
  };
  const lines = [texts.answers.ruleAt(number, at.rule, rule?.sentence[language] ?? texts.step(at.rule))];
  const { violation } = texts;
  if (at.activityIds.length > 0)
    lines.push(violation.activities(list(at.activityIds.map((id) => names.activity(id)))));
  if (at.volunteerIds.length > 0)
    lines.push(violation.people(list(at.volunteerIds.map((id) => names.person(id)))));
  if (at.resourceIds.length > 0)
    lines.push(violation.resources(list(at.resourceIds.map((id) => names.thing(id)))));
  const [first] = at.activityIds;
  if (at.starts.length > 0)
    lines.push(violation.time(list(at.starts.map((start) => names.when(first ?? '', start)))));
  return lines.join('\n   ');
}

/** Names of all that a problem speaks of, by id; an id that it does not know stands for itself. */
export class Names {
  private readonly activities;
  private readonly zones;
  private readonly people;
  private readonly things;
  private readonly texts: ReportTexts;

  constructor(problem: Problem, language: Language) {
    this.texts = reportTexts(language);
    this.activities = new Map(problem.activities.map((activity) => [activity.id, activity]));
    this.zones = new Map(problem.communities.map(({ id, timeZone }) => [id, timeZone]));
    this.people = new Map(problem.volunteers.map(({ id, name }) => [id, name ?? null]));
    this.things = new Map(
      [
        ...(problem.policy.spendingLimits ?? []),
        ...problem.venues,
        ...problem.groups,
        ...problem.equipment,
        ...problem.donations,
      ].map(({ id, name }) => [id, name ?? id]),
    );
  }

  activity(id: string): string {
    return this.activities.get(id)?.title ?? id;
  }
  role(activityId: string, roleId: string): string {
    const role = this.activities.get(activityId)?.roles.find(({ id }) => id === roleId);
    return role?.name ?? roleId;
  }
  person(id: string): string {
    return this.texts.person(id, this.people.get(id) ?? null);
  }
  thing(id: string): string {
    return this.things.get(id) ?? id;
  }
  when(activityId: string, instant: string): string {
    return localStamp(instant, this.zones.get(this.activities.get(activityId)?.communityId ?? '') ?? 'UTC');
  }
}

import { RULES } from '@heli/allocator';
import { type Problem, type Violation } from '@heli/contracts';
import { type Language } from './language.js';
import { reportTexts } from './texts/texts.js';
import { localSpan } from './times.js';

/** Findings of the independent check in words: the rule, then the activities, people, things and times concerned. */
export function describeViolations(
  problem: Problem,
  violations: readonly Violation[],
  language: Language,
): string[] {
  const texts = reportTexts(language).violation;
  const { listSeparator } = reportTexts(language);
  const sentences = new Map([
    ...Object.entries(reportTexts(language).otherRules),
    ...RULES.map((rule): [string, string] => [rule.name, rule.sentence[language]]),
  ]);
  const activities = new Map(problem.activities.map((activity) => [activity.id, activity]));
  const zones = new Map(problem.communities.map((community) => [community.id, community.timeZone]));
  const people = namesOf(problem.volunteers);
  const things = namesOf([...problem.venues, ...problem.groups, ...problem.equipment, ...problem.donations]);
  const list = (ids: readonly string[], names: ReadonlyMap<string, string>): string =>
    [...new Set(ids)].map((id) => nameWithId(id, names.get(id))).join(listSeparator);

  return violations.map((violation, index) => {
    const titles = new Map(violation.activityIds.map((id) => [id, activities.get(id)?.title ?? id]));
    const zone = zones.get(activities.get(violation.activityIds[0] ?? '')?.communityId ?? '') ?? 'UTC';
    const sentence = sentences.get(violation.rule) ?? violation.message;
    const lines = [texts.finding(index + 1, violation.rule, sentence)];
    if (sentence !== violation.message) lines.push(texts.detail(violation.message));
    if (violation.activityIds.length > 0) lines.push(texts.activities(list(violation.activityIds, titles)));
    if (violation.volunteerIds.length > 0) lines.push(texts.people(list(violation.volunteerIds, people)));
    if (violation.resourceIds.length > 0) lines.push(texts.resources(list(violation.resourceIds, things)));
    if (violation.start !== undefined && violation.end !== undefined)
      lines.push(texts.time(localSpan(violation.start, violation.end, zone)));
    return lines.join('\n   ');
  });
}

const namesOf = (
  items: readonly { readonly id: string; readonly name?: string | undefined }[],
): Map<string, string> => new Map(items.map((item) => [item.id, item.name ?? item.id]));

const nameWithId = (id: string, name: string | undefined): string =>
  name === undefined || name === id ? id : `${name} (${id})`;

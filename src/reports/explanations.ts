import { RULES } from '@heli/allocator';
import {
  type Explanation,
  type Explanations,
  type OpenGroup,
  type Problem,
  type Repair,
} from '@heli/contracts';
import { type OpenAccount } from './account.js';
import { aimValue } from './aim-value.js';
import { Names, pricesOf } from './answers.js';
import { ChangeWords } from './change-words.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { describeOpen, isMoney } from './open-places.js';
import { repairTexts } from './texts/repairs/texts.js';
import { reportTexts } from './texts/texts.js';

const MOST_TITLES = 5;
const MOST_RIVALS = 5;

/** What is open, those that lack the same together, each group by its weightiest with what would mend it. */
export function describeExplanations(
  problem: Problem,
  { groups, open, explained }: Explanations,
  limit: number,
  language: Language,
): string {
  const words = repairTexts(language);
  if (open === 0) return words.nothingOpen;
  const teller = new Teller(problem, language);
  const dropped = groups.filter((group) => group.dropped);
  const activities = dropped.reduce((sum, { members }) => sum + members.length, 0);
  const lines = [words.open(activities, open - activities, explained)];
  groups.slice(0, limit).forEach((group, position) => lines.push('', ...teller.group(group, position + 1)));
  const further = groups.length - limit;
  if (further > 0) lines.push('', reportTexts(language).answers.further(further));
  return lines.join('\n');
}

/** One place or activity: why it is open, and what would mend it. */
export function describeExplanation(problem: Problem, explanation: Explanation, language: Language): string {
  return new Teller(problem, language).one(explanation).join('\n');
}

class Teller {
  private readonly names: Names;
  private readonly changes: ChangeWords;
  private readonly words;
  private readonly texts;

  constructor(
    private readonly problem: Problem,
    private readonly language: Language,
  ) {
    this.names = new Names(problem, language);
    this.changes = new ChangeWords(problem, this.names, language);
    this.words = repairTexts(language);
    this.texts = reportTexts(language);
  }

  group(group: OpenGroup, number: number): string[] {
    const { words, texts, names } = this;
    const { bottleneck, dropped, members, missing, skillIds, explanations } = group;
    const lacks = isMoney(bottleneck)
      ? yuan(missing)
      : dropped && skillIds.length === 0
        ? null
        : words.people(missing);
    const lines = [
      words.group(
        number,
        dropped,
        members.length,
        lacks,
        texts.step(bottleneck),
        skillIds.length > 0 ? this.changes.skills(skillIds) : null,
      ),
    ];
    const [first] = explanations;
    if (first) lines.push(...this.one(first).map((line) => `   ${line}`));
    const others = members.slice(first ? 1 : 0).map(({ activityId }) => names.activity(activityId));
    if (others.length > 0)
      lines.push(
        `   ${words.furtherMembers(this.changes.list(others.slice(0, MOST_TITLES)), Math.max(0, others.length - MOST_TITLES))}`,
      );
    return lines;
  }

  one(explanation: Explanation): string[] {
    const { words, texts, names } = this;
    const account = this.account(explanation);
    const zone = this.problem.communities.find(({ name }) => name === account.community)?.timeZone ?? 'UTC';
    const { headline, funnel } = describeOpen(account, zone, this.language);
    const lines = [headline, `  ${funnel}`];
    const { rivals, price, because, irreducible, repairs, tried, untried } = explanation;
    if (rivals.length > 0)
      lines.push(
        `  ${words.rivals(
          this.changes.list(
            rivals
              .slice(0, MOST_RIVALS)
              .map(({ activityId, volunteerIds, fate }) =>
                words.rival(names.activity(activityId), volunteerIds.length, fate),
              ),
          ),
        )}`,
      );
    if (price) {
      const changed = price.filter(({ change }) => Math.abs(change) > 1e-9);
      const parts = changed.map(({ tier, before, after }) =>
        texts.answers.tierChange(
          texts.tiers[tier],
          aimValue(tier, before, this.language),
          aimValue(tier, after, this.language),
        ),
      );
      lines.push(
        `  ${words.price(texts.answers.clauses(parts.length > 0 ? parts : [texts.answers.noTierChange]))}`,
      );
    }
    if (because.length > 0) {
      const rules = [...new Set(because.map(({ rule }) => rule))].map(
        (name) => RULES.find((rule) => rule.name === name)?.sentence[this.language] ?? texts.step(name),
      );
      const list = texts.answers.clauses(rules);
      lines.push(`  ${irreducible ? words.impossible(list) : words.perhapsImpossible(list)}`);
    }
    if (repairs.length > 0) {
      lines.push(
        `  ${words.repairs}`,
        ...repairs.map((repair, position) => `   ${this.repair(repair, position + 1, explanation)}`),
      );
    } else if (tried.length > 0) {
      const list = tried.map(({ kinds, tried: count }) =>
        words.tried(words.together(kinds.map((kind) => words.kinds[kind])), count),
      );
      lines.push(`  ${words.noRepair(this.changes.list(list))}`);
    } else if (untried === 0) lines.push(`  ${words.noneKnown}`);
    if (untried > 0) lines.push(`  ${words.untried(untried)}`);
    return lines;
  }

  private repair(repair: Repair, number: number, { roleId, start }: Explanation): string {
    const { words, texts } = this;
    const inPlace = roleId !== null && start !== null;
    const effect = inPlace ? words.fills(repair.fills, repair.complete) : words.heldThen;
    const parts = pricesOf(repair, this.language);
    const { least, byItself, free } = repair;
    if (least && !(least.proven && least.amount === 1)) parts.unshift(words.least(least.proven));
    if (byItself === false) parts.push(words.onlyDecided);
    if (!free) parts.push(words.notFree);
    return words.repair(number, this.changes.all(repair.changes), effect, texts.answers.clauses(parts));
  }

  private account({ activityId, roleId, start, missing, funnel, bottleneck }: Explanation): OpenAccount {
    const activity = this.problem.activities.find(({ id }) => id === activityId);
    const role = activity?.roles.find(({ id }) => id === roleId);
    const asked = start === null ? null : (role?.target ?? null);
    return {
      activityId,
      title: activity?.title ?? activityId,
      kind: activity?.kind ?? 'volunteer_service',
      community: this.changes.community(activity?.communityId ?? ''),
      start,
      roleId,
      role: role?.name ?? roleId,
      asked,
      filled: asked === null ? null : asked - missing,
      missing,
      funnel,
      bottleneck,
    };
  }
}

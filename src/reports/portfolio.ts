import { type PortfolioAnswer, type PortfolioStep, type Problem } from '@heli/contracts';
import { Names, ruleLine } from './answers.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { portfolioTexts } from './texts/portfolio.js';
import { reportTexts } from './texts/texts.js';

type Step = Extract<PortfolioStep, { kind: 'plan' }>;

const MOST_TITLES = 12;

/** Budget by budget: what is held, what it is worth and what of that is proven, and what comes in and goes out. */
export function describePortfolio(problem: Problem, answer: PortfolioAnswer, language: Language): string {
  const words = portfolioTexts(language);
  const teller = new Teller(problem, answer, language);
  let before: Step | null = null;
  const parts = answer.steps.map((step) => {
    if (step.kind === 'impossible')
      return words.impossible(yuan(step.budgetFen), step.faults.map(({ message }) => message).join('; '));
    const lines = teller.lines(step, before);
    before = step;
    return lines.join('\n  ');
  });
  return parts.join('\n');
}

class Teller {
  private readonly words;
  private readonly texts;
  private readonly names: Names;
  private readonly communities: ReadonlyMap<string, string>;

  constructor(
    problem: Problem,
    private readonly answer: PortfolioAnswer,
    private readonly language: Language,
  ) {
    this.words = portfolioTexts(language);
    this.texts = reportTexts(language);
    const { policy } = problem;
    const budget = {
      id: answer.limitId,
      name: this.words.theBudget,
      limitFen: 0,
      communityIds: [],
      kinds: [],
    };
    const spendingLimits = [...(policy.spendingLimits ?? []), budget];
    this.names = new Names({ ...problem, policy: { ...policy, spendingLimits } }, language);
    this.communities = new Map(problem.communities.map(({ id, name }) => [id, name]));
  }

  lines(step: Step, before: Step | null): string[] {
    const { words, texts } = this;
    const list = (parts: readonly (readonly [string, number])[]): string =>
      parts.map(([name, held]) => words.counted(name, held)).join(texts.listSeparator);
    return [
      words.step(yuan(step.budgetFen), yuan(step.spentFen), step.held),
      ...step.aims.map(({ tier, value, bound, exact }) =>
        words.aim(texts.tiers[tier], value, bound, exact && step.leastExact),
      ),
      ...(step.comesIn.length > 0 ? [words.comesIn(this.titles(step.comesIn), step.comesIn.length)] : []),
      ...(step.goesOut.length > 0 ? [words.goesOut(this.titles(step.goesOut), step.goesOut.length)] : []),
      words.byKind(list(step.byKind.map(({ kind, held }) => [texts.kinds[kind], held] as const))),
      words.byCommunity(
        list(step.byCommunity.map(({ communityId, held }) => [this.community(communityId), held] as const)),
      ),
      ...this.perHundred(step, before),
      ...this.hundredMore(step),
      ...this.minima(step),
    ];
  }

  private perHundred(step: Step, before: Step | null): string[] {
    const [aim] = step.aims;
    const was = before?.aims[0];
    const more = before ? step.budgetFen - before.budgetFen : 0;
    if (!aim || !was || more <= 0) return [];
    const points = (((aim.value - was.value) * 10_000) / more).toLocaleString(this.language, {
      maximumFractionDigits: 2,
    });
    return [this.words.perHundred(this.texts.tiers[aim.tier], points)];
  }

  private hundredMore({ hundredMore }: Step): string[] {
    const [aim] = hundredMore?.aims ?? [];
    if (!hundredMore || !aim) return [];
    const signed = (points: number): string =>
      `${this.texts.tiers[aim.tier]} ${points > 0 ? '+' : ''}${points.toLocaleString(this.language)}`;
    const { comesIn } = hundredMore;
    return [
      this.words.hundredMore(
        signed(aim.gain),
        aim.atMost === null || aim.atMost <= aim.gain ? null : signed(aim.atMost),
        comesIn.length === 0 ? null : this.titles(comesIn),
      ),
    ];
  }

  private minima(step: Step): string[] {
    const { words } = this;
    const reasons = (because: Step['least'][number]['because']): string[] =>
      because.map((at, index) => `  ${ruleLine(index + 1, at, this.names, this.language)}`);
    const lines = step.least.flatMap(({ held, most, because, irreducible }, at) => {
      const asked = this.answer.least[at];
      if (!asked) return [];
      const line = words.least(this.whose(asked), held, asked.count);
      if (held >= asked.count) return [line];
      const more =
        asked.exist < asked.count
          ? words.exist(asked.exist)
          : most !== null && most < asked.count
            ? words.most(most)
            : step.leastExact
              ? ''
              : words.openMinimum;
      return [
        `${line}${more}`,
        ...(because.length > 0 ? [words.because(irreducible), ...reasons(because)] : []),
      ];
    });
    const { together } = step;
    return together ? [...lines, words.together(together.irreducible), ...reasons(together.because)] : lines;
  }

  private whose({ communityIds, kinds }: PortfolioAnswer['least'][number]): string {
    const parts = [
      ...communityIds.map((id) => this.community(id)),
      ...kinds.map((kind) => this.texts.kinds[kind]),
    ];
    return parts.length === 0 ? this.words.everything : parts.join(this.texts.listSeparator);
  }

  private community(id: string): string {
    return this.communities.get(id) ?? id;
  }

  private titles(ids: readonly string[]): string {
    const shown = ids
      .slice(0, MOST_TITLES)
      .map((id) => this.names.activity(id))
      .join(this.texts.listSeparator);
    return ids.length > MOST_TITLES ? `${shown}${this.words.further(ids.length - MOST_TITLES)}` : shown;
  }
}

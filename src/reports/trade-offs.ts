import {
  type MeasureBound,
  type PriceOfFairness,
  type TradeOffMeasure,
  type TradeOffPoint,
  type TradeOffs,
  type TradeOffValues,
} from '@heli/contracts';
import { aimValue } from './aim-value.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { reportTexts } from './texts/texts.js';
import { tradeOffsTexts } from './texts/trade-offs/texts.js';

/** A menu of plans as a council reads it: the plan as it is, what each other gives and costs, and what fairness costs. */
export function describeTradeOffs(menu: TradeOffs, language: Language): string {
  const words = tradeOffsTexts(language);
  const { measures, stored, storedIs, points, found, decided, activities, ended } = menu;
  const lines = [words.title(measures.map((measure) => words.measures[measure]))];
  if (decided < activities) lines.push(words.part(decided, activities));
  lines.push(
    sentences(
      language,
      words.stored(clausesOf(factsOf(stored, language), language)),
      words.storedIs[storedIs],
    ),
    '',
  );
  points.forEach((point, at) => {
    lines.push(words.point(at + 1, changesOf(point, stored, language)));
    lines.push(`   ${point.proven ? words.proven : words.unproven(openOf(point.bounds, language))}`);
  });
  if (points.length === 0) lines.push(words.none);
  if (found > points.length) lines.push(words.further(found - points.length));
  const end = words.ended[ended];
  if (end !== null) lines.push(end);
  lines.push('', ...priceOf(menu.priceOfFairness, language));
  return lines.join('\n');
}

const clausesOf = (parts: readonly string[], language: Language): string =>
  reportTexts(language).answers.clauses(parts);

const sentences = (language: Language, ...parts: readonly string[]): string =>
  parts.join(language === 'en' ? ' ' : '');

const share = (value: number, language: Language): string => aimValue('fairness', value, language);

function factsOf({ places, fairness, cost }: TradeOffValues, language: Language): string[] {
  const words = tradeOffsTexts(language);
  return [words.places(places), words.share(share(fairness, language)), words.cost(yuan(cost))];
}

/** "+12 places for ¥340 more and 3 people changed". */
function changesOf({ change, values }: TradeOffPoint, stored: TradeOffValues, language: Language): string {
  const words = tradeOffsTexts(language);
  const signed = (points: number): string =>
    points.toLocaleString(language, { signDisplay: 'exceptZero' }).replace('-', '−');
  const parts: string[] = [];
  if (change.held !== 0) parts.push(words.held(signed(change.held)));
  if (change.places > 0) parts.push(words.morePlaces(change.places));
  if (change.places < 0) parts.push(words.fewerPlaces(-change.places));
  if (change.coverage !== 0) parts.push(words.coverage(signed(change.coverage)));
  if (Math.abs(change.fairness) > 1e-6)
    parts.push(words.shareTo(share(stored.fairness, language), share(values.fairness, language)));
  if (change.cost > 0) parts.push(words.dearer(yuan(change.cost)));
  if (change.cost < 0) parts.push(words.cheaper(yuan(-change.cost)));
  if (parts.length === 0) parts.push(words.nothing);
  parts.push(words.people(change.disruption));
  return clausesOf(parts, language);
}

function openOf(bounds: readonly MeasureBound[], language: Language): string[] {
  const words = tradeOffsTexts(language);
  return bounds.flatMap(({ measure, bound, exact }) => {
    if (exact) return [];
    const name = words.measures[measure];
    return bound === null
      ? [words.nothingProven(name)]
      : [words.openBound(name, shown(measure, bound, language))];
  });
}

const shown = (measure: TradeOffMeasure, value: number, language: Language): string =>
  measure === 'disruption' ? value.toLocaleString(language) : aimValue(measure, value, language);

function priceOf(told: PriceOfFairness | null, language: Language): string[] {
  const words = tradeOffsTexts(language);
  if (!told) return [words.noPrice];
  const { without, with: fair, leastShare, price, stored } = told;
  const isLeast = fair.fairness - leastShare <= 1e-6;
  return [
    words.priceTitle,
    words.priceShares(
      share(without.fairness, language),
      share(fair.fairness, language),
      isLeast ? null : share(leastShare, language),
    ),
    sentences(
      language,
      words.priceCoverage(range(price.coverage, language), price.places),
      words.priceQuality(range(price.quality, language)),
    ),
    words.priceStored(range(stored.coverage, language), range(stored.quality, language)),
  ];
}

function range({ atLeast, atMost }: PriceOfFairness['price']['coverage'], language: Language): string {
  const words = tradeOffsTexts(language);
  const show = (points: number): string => points.toLocaleString(language);
  if (atLeast !== null && atMost !== null)
    return atMost - atLeast <= 1e-6
      ? words.exactly(show(atLeast))
      : words.between(show(atLeast), show(atMost));
  if (atLeast !== null) return words.atLeast(show(atLeast));
  return atMost === null ? words.unknown : words.atMost(show(atMost));
}

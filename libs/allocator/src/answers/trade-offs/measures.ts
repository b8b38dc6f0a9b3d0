import { type TradeOffMeasure, type TradeOffValues } from '@heli/contracts';
import { SAME_SHARE } from '../share.js';

/** What a search puts in an order: a measure of the menu, or the aim `quality`. */
export type Aim = TradeOffMeasure | 'quality';

/** Values of some aims, as they are stated. */
export type Values = Readonly<Partial<Record<Aim, number>>>;

const isMaximised = (aim: Aim): boolean => aim === 'coverage' || aim === 'quality';

/** The value turned so that more is better; turns it back as well. */
export const merit = (aim: Aim, value: number): number => (isMaximised(aim) ? value : 0 - value);

/** How much better `a` is than `b`: above 0 better, below 0 worse, 0 the same. */
export function gain(aim: Aim, a: number, b: number): number {
  const difference = merit(aim, a) - merit(aim, b);
  return aim === 'fairness' && Math.abs(difference) <= SAME_SHARE ? 0 : difference;
}

const valueOf = (values: Values | TradeOffValues, aim: TradeOffMeasure): number => values[aim] ?? Number.NaN;

/** As good in every measure. */
export const isAsGood = (a: Values, b: Values, measures: readonly TradeOffMeasure[]): boolean =>
  measures.every((measure) => gain(measure, valueOf(a, measure), valueOf(b, measure)) >= 0);

/** As good in every measure and better in one. */
export const dominates = (a: Values, b: Values, measures: readonly TradeOffMeasure[]): boolean =>
  isAsGood(a, b, measures) && !isAsGood(b, a, measures);

/** The same in every measure. */
export const isAlike = (a: Values, b: Values, measures: readonly TradeOffMeasure[]): boolean =>
  isAsGood(a, b, measures) && isAsGood(b, a, measures);

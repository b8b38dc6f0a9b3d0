import { type TradeOffMeasure } from '@heli/contracts';
import { type Format } from '~/ui';

/** The value of a measure in its unit. */
export const measureText = (measure: TradeOffMeasure, value: number, format: Format): string =>
  measure === 'fairness'
    ? format.percent(value, 1)
    : measure === 'cost'
      ? format.money(value)
      : format.number(value, 0);

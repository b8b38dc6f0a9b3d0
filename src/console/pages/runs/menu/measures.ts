import {
  type TradeOffMeasure,
  type TradeOffPoint,
  type TradeOffs,
  type TradeOffValues,
} from '@heli/contracts';
import { type PresetName } from '../start/presets';

export const MEASURES: readonly TradeOffMeasure[] = ['coverage', 'fairness', 'cost', 'disruption'];

/** Whether more of it is better; of the others less is. */
const MORE_IS_BETTER: ReadonlySet<TradeOffMeasure> = new Set(['coverage']);

export const isBetter = (measure: TradeOffMeasure, a: number, b: number): boolean =>
  MORE_IS_BETTER.has(measure) ? a > b : a < b;

/** Better, worse or the same as the stored plan, in one measure. */
export function verdictOf(
  measure: TradeOffMeasure,
  value: number,
  stored: number,
): 'better' | 'worse' | 'same' {
  if (value === stored) return 'same';
  return isBetter(measure, value, stored) ? 'better' : 'worse';
}

/** The order of aims that leads towards what a plan of the menu is best in. */
const TOWARDS: Readonly<Partial<Record<TradeOffMeasure, PresetName>>> = {
  coverage: 'most',
  fairness: 'fairest',
  cost: 'thriftiest',
};

/** Measures in which no other plan of the menu is better than this one. */
export function bestIn({ measures, points }: TradeOffs, point: TradeOffPoint): TradeOffMeasure[] {
  return measures.filter((measure) =>
    points.every((other) => !isBetter(measure, other.values[measure], point.values[measure])),
  );
}

/** Preset to compute again with, towards what the plan gains over the stored one; null where none leads there. */
export function presetTowards(
  measures: readonly TradeOffMeasure[],
  values: TradeOffValues,
  stored: TradeOffValues,
): PresetName | null {
  const gained = measures.find(
    (measure) =>
      TOWARDS[measure] !== undefined && verdictOf(measure, values[measure], stored[measure]) === 'better',
  );
  return gained === undefined ? null : (TOWARDS[gained] ?? null);
}

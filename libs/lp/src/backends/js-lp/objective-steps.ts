import { type Model } from '../../types.js';

/** How far below a step a bound may be by rounding and still be on it. */
const ROUNDING = 1e-6;

/**
 * When every column that costs anything is whole and costs a whole number, objectives come in steps of the greatest
 * common divisor of the costs: then a bound between two steps proves the next one. Returns that rounding for the
 * minimised objective `sign · (cost · x + offset)`; the identity where there are no steps.
 */
export function objectiveSteps(model: Model): (bound: number) => number {
  let step = 0;
  for (let column = 0; column < model.columnCount; column++) {
    const cost = model.cost[column] ?? 0;
    if (cost === 0) continue;
    if (model.integer[column] !== 1 || !Number.isSafeInteger(cost)) return (bound) => bound;
    step = divisor(step, Math.abs(cost));
  }
  if (step === 0) return (bound) => bound;
  const base = (model.sense === 'min' ? 1 : -1) * model.offset;
  return (bound) => {
    const steps = (bound - base) / step;
    return Math.ceil(steps - ROUNDING * Math.max(1, Math.abs(steps) * 1e-3)) * step + base;
  };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

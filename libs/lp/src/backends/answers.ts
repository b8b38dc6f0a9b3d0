import { type Model, type Solution, type Termination } from '../types.js';
import { checkPoint } from './point.js';

/** An answer that holds no point. */
export function withoutPoint(
  termination: Termination,
  message: string | null,
  work: { readonly nodes: number; readonly iterations: number } = { nodes: 0, iterations: 0 },
): Solution {
  return {
    termination,
    quality: 'none',
    values: null,
    objective: null,
    bound: null,
    rowDuals: null,
    reducedCosts: null,
    basis: null,
    nodes: work.nodes,
    iterations: work.iterations,
    message,
  };
}

/** A model without columns is either its offset or infeasible; no engine is needed, and not all accept it. */
export function withoutColumns(model: Model): Solution {
  const verdict = checkPoint(model, new Float64Array(0));
  if (verdict.kind === 'refused') return withoutPoint('infeasible', null);
  const { values, objective } = verdict.point;
  return {
    ...withoutPoint('converged', null),
    quality: 'optimal',
    values,
    objective,
    bound: objective,
    rowDuals: new Float64Array(model.rowCount),
    reducedCosts: new Float64Array(0),
  };
}

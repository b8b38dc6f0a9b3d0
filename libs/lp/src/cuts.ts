import { type Basis, type Model } from './types.js';

/** A row `Σ values · columns ≤ upper` that every whole-number point of a model keeps. */
export interface Cut {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly upper: number;
}

/** The model with cuts as rows after its own. Columns, and rows before, keep their places. */
export function withCuts(model: Model, cuts: readonly Cut[]): Model {
  const { matrix } = model;
  const before = matrix.indices.length;
  const added = cuts.reduce((sum, cut) => sum + cut.columns.length, 0);
  const starts = new Int32Array(model.rowCount + cuts.length + 1);
  starts.set(matrix.starts.subarray(0, model.rowCount + 1));
  const indices = new Int32Array(before + added);
  indices.set(matrix.indices);
  const values = new Float64Array(before + added);
  values.set(matrix.values);
  const rowLower = new Float64Array(model.rowCount + cuts.length).fill(-Infinity);
  rowLower.set(model.rowLower);
  const rowUpper = new Float64Array(model.rowCount + cuts.length);
  rowUpper.set(model.rowUpper);
  let at = before;
  cuts.forEach((cut, position) => {
    indices.set(cut.columns, at);
    values.set(cut.values, at);
    at += cut.columns.length;
    starts[model.rowCount + position + 1] = at;
    rowUpper[model.rowCount + position] = cut.upper;
  });
  return {
    ...model,
    rowCount: model.rowCount + cuts.length,
    rowLower,
    rowUpper,
    matrix: { starts, indices, values },
    rowName: (row) => (row < model.rowCount ? model.rowName(row) : `cut${row - model.rowCount}`),
  };
}

const BASIC = 1;

/** The basis of a linear program for the same one with rows added: it starts with them slack. */
export const basisWithRows = (basis: Basis, added: number): Basis => {
  const rows = new Int32Array(basis.rows.length + added).fill(BASIC);
  rows.set(basis.rows);
  return { columns: basis.columns, rows };
};

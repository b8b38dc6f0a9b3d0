import { type Tableau } from './package.js';

/** A whole column of ours in the table: `up - down`, each an index of the table or absent. */
export interface WholeColumn {
  readonly up: number | null;
  readonly down: number | null;
}

/** `up - down ≤ value` (`max`) or `≥ value` (`min`). */
export interface Cut {
  readonly column: WholeColumn;
  readonly type: 'min' | 'max';
  readonly value: number;
}

export function valueInTable(tableau: Tableau, index: number | null): number {
  if (index === null) return 0;
  const row = tableau.rowByVarIndex[index] ?? -1;
  return row === -1 ? 0 : (tableau.matrix[row * tableau.width + tableau.rhsColumn] ?? 0);
}

/**
 * Appends one row per cut. The package's own `addCutConstraints` limits one variable, but a free column is a difference
 * of two: limits on the parts chase each other upward without end, so the difference itself is limited.
 */
export function addCuts(tableau: Tableau, cuts: readonly Cut[]): void {
  const { width, rhsColumn } = tableau;
  const first = tableau.height;
  const size = (first + cuts.length) * width;
  if (tableau.matrix.length < size) {
    const larger = new Float64Array(Math.ceil(size * 1.5));
    larger.set(tableau.matrix);
    tableau.matrix = larger;
  }
  const { matrix } = tableau;
  tableau.height = first + cuts.length;
  cuts.forEach(({ column, type, value }, k) => {
    const at = (first + k) * width;
    const sign = type === 'max' ? 1 : -1;
    matrix.fill(0, at, at + width);
    matrix[at + rhsColumn] = sign * value;
    const subtract = (index: number | null, coefficient: number): void => {
      if (index === null) return;
      const row = tableau.rowByVarIndex[index] ?? -1;
      if (row === -1) {
        const place = at + (tableau.colByVarIndex[index] ?? 0);
        matrix[place] = (matrix[place] ?? 0) + coefficient;
        return;
      }
      for (let c = 0; c < width; c++) {
        matrix[at + c] = (matrix[at + c] ?? 0) - coefficient * (matrix[row * width + c] ?? 0);
      }
    };
    subtract(column.up, sign);
    subtract(column.down, -sign);
    const slack = tableau.getNewElementIndex();
    tableau.varIndexByRow[first + k] = slack;
    tableau.rowByVarIndex[slack] = first + k;
    tableau.colByVarIndex[slack] = -1;
    tableau.variablesPerIndex[slack] = undefined;
    tableau.nVars = Math.max(tableau.nVars, slack + 1);
  });
}

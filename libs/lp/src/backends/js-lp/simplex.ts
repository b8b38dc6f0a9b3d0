import { type Tableau } from './package.js';

export type LpOutcome = 'optimal' | 'infeasible' | 'unbounded' | 'stalled';

/** Thrown out of the package's simplex by our `pivot`; never leaves this folder. */
export class Interrupted<R extends string> extends Error {
  constructor(readonly reason: R) {
    super(`stopped: ${reason}`);
    this.name = 'Interrupted';
  }
}

class Stalled extends Error {}

const ZERO = 1e-9;
const DUAL_FEASIBLE = 1e-6;

/** Makes the package's simplex stoppable: every pivot passes here. */
export class Engine<R extends string> {
  pivots = 0;
  private budget = Infinity;

  /** @param shouldStop asked before every pivot, with their number; what it returns is thrown as `Interrupted` */
  constructor(
    private readonly tableau: Tableau,
    private readonly shouldStop: (pivots: number) => R | null,
  ) {
    const pivot = tableau.pivot.bind(tableau);
    tableau.pivot = (row, column) => {
      if (--this.budget < 0) throw new Stalled();
      this.pivots++;
      const reason = this.shouldStop(this.pivots);
      if (reason !== null) throw new Interrupted(reason);
      pivot(row, column);
    };
  }

  /**
   * Takes the table to an optimum by the package's simplex, which may cycle, or stop short of the optimum on degenerate
   * tables; then by the criss-cross method, which is slow and cannot. Throws `Interrupted`.
   */
  solve(): LpOutcome {
    const { tableau } = this;
    this.budget = 20 * (tableau.width + tableau.height) + 200;
    try {
      tableau.simplex();
      if (!tableau.feasible) return 'infeasible';
      if (!tableau.bounded) return 'unbounded';
      if (isDualFeasible(tableau)) return 'optimal';
    } catch (error) {
      if (!(error instanceof Stalled)) throw error;
    }
    return this.crissCross();
  }

  /** Terlaky's least-index criss-cross method: needs no feasible start and cannot cycle. */
  private crissCross(): LpOutcome {
    const { tableau } = this;
    const { width, height, matrix, rhsColumn } = tableau;
    this.budget = 50 * (width + height) * Math.max(10, Math.min(width, height)) + 1000;
    try {
      for (;;) {
        let least = Infinity;
        let row = 0;
        let column = 0;
        for (let r = 1; r < height; r++) {
          const index = tableau.varIndexByRow[r] ?? Infinity;
          if (index < least && (matrix[r * width + rhsColumn] ?? 0) < -ZERO) {
            least = index;
            row = r;
          }
        }
        for (let c = 1; c < width; c++) {
          const index = tableau.varIndexByCol[c] ?? Infinity;
          if (index < least && (matrix[c] ?? 0) > ZERO) {
            least = index;
            row = 0;
            column = c;
          }
        }
        if (least === Infinity) return 'optimal';
        least = Infinity;
        if (row > 0) {
          column = 0;
          for (let c = 1; c < width; c++) {
            const index = tableau.varIndexByCol[c] ?? Infinity;
            if (index < least && (matrix[row * width + c] ?? 0) < -ZERO) {
              least = index;
              column = c;
            }
          }
          if (column === 0) return 'infeasible';
        } else {
          for (let r = 1; r < height; r++) {
            const index = tableau.varIndexByRow[r] ?? Infinity;
            if (index < least && (matrix[r * width + column] ?? 0) > ZERO) {
              least = index;
              row = r;
            }
          }
          // No way down the column: unbounded if there is any point, which this method has not found out.
          if (row === 0) return this.hasPoint() ? 'unbounded' : 'stalled';
        }
        tableau.pivot(row, column);
      }
    } catch (error) {
      if (error instanceof Stalled) return 'stalled';
      throw error;
    }
  }

  private hasPoint(): boolean {
    const { height, width, matrix, rhsColumn } = this.tableau;
    for (let r = 1; r < height; r++) {
      if ((matrix[r * width + rhsColumn] ?? 0) < -ZERO) return false;
    }
    return true;
  }
}

/** No reduced cost says that a pivot would still gain. */
function isDualFeasible(tableau: Tableau): boolean {
  for (let column = 1; column < tableau.width; column++) {
    if ((tableau.matrix[column] ?? 0) > DUAL_FEASIBLE) return false;
  }
  return true;
}

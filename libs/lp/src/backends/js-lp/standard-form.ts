import { type Model } from '../../types.js';
import { valueInTable, type WholeColumn } from './cuts.js';
import { jsLp, type Constraint, type Tableau, type Variable } from './package.js';

/** Pivots and whole numbers smaller than this count as zero; the package's own default. */
const PRECISION = 1e-8;

/** The package keeps a dense table of 8-byte numbers; 200 MB of it is too much for a second opinion. */
const MOST_CELLS = 25_000_000;

const WHOLE = 1e-9;
const SLACK = 1e-9;

/** How a column of ours is said in variables that cannot be negative: `x = shift + up - down`. */
interface Substitution {
  readonly shift: number;
  readonly up: Variable | null;
  readonly down: Variable | null;
}

export interface StandardForm {
  readonly tableau: Tableau;
  readonly whole: readonly WholeColumn[];
  /** Part of the minimised objective that the tableau does not know. */
  readonly constant: number;
  /** Our columns from the tableau as it stands. */
  readonly values: () => Float64Array;
  /** d objective / d limit of each row of ours, in the sense of our model; meaningful at an LP optimum. */
  readonly rowDuals: () => Float64Array;
}

export type StandardFormResult =
  | { readonly kind: 'form'; readonly form: StandardForm }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'too-large'; readonly message: string };

/**
 * Says a model as javascript-lp-solver wants it: minimise, all variables ≥ 0, one-sided rows. Free columns become a
 * difference of two, others are shifted to start at their finite limit, fixed ones vanish, ranges become two rows.
 */
export function toStandardForm(model: Model): StandardFormResult {
  const native = new jsLp.Model(PRECISION, model.name);
  native.minimize();
  // Its detector of cycles sees only cycles of length one and keeps every pivot in memory.
  native.checkForCycles = false;
  const sign = model.sense === 'min' ? 1 : -1;
  const substitutions: Substitution[] = [];
  const whole: WholeColumn[] = [];
  let constant = sign * model.offset;

  for (let column = 0; column < model.columnCount; column++) {
    const integer = model.integer[column] === 1;
    const [lower, upper] = limitsOf(model, column, integer);
    if (lower > upper) return { kind: 'infeasible' };
    const cost = sign * (model.cost[column] ?? 0);
    const add = (direction: 1 | -1): Variable =>
      native.addVariable(direction * cost, `x${column}${direction === 1 ? '' : '-'}`, integer);
    const made: Substitution =
      lower === upper
        ? { shift: lower, up: null, down: null }
        : Number.isFinite(lower)
          ? { shift: lower, up: add(1), down: null }
          : Number.isFinite(upper)
            ? { shift: upper, up: null, down: add(-1) }
            : { shift: 0, up: add(1), down: add(-1) };
    substitutions.push(made);
    constant += cost * made.shift;
    if (made.up !== null && Number.isFinite(upper)) native.smallerThan(upper - lower).addTerm(1, made.up);
    if (integer && lower < upper) whole.push({ up: made.up?.index ?? null, down: made.down?.index ?? null });
  }

  const constraints: { readonly row: number; readonly constraint: Constraint }[] = [];
  const { starts, indices, values } = model.matrix;
  for (let row = 0; row < model.rowCount; row++) {
    const start = starts[row] ?? 0;
    const end = starts[row + 1] ?? 0;
    let shift = 0;
    let free = 0;
    for (let k = start; k < end; k++) {
      const substitution = substitutions[indices[k] ?? -1];
      shift += (values[k] ?? 0) * (substitution?.shift ?? 0);
      if (substitution?.up || substitution?.down) free++;
    }
    const lower = (model.rowLower[row] ?? -Infinity) - shift;
    const upper = (model.rowUpper[row] ?? Infinity) - shift;
    if (free === 0) {
      const slack = SLACK * Math.max(1, Math.abs(shift));
      if (lower > slack || upper < -slack) return { kind: 'infeasible' };
      continue;
    }
    const sides = [
      ...(Number.isFinite(lower) ? [native.greaterThan(lower)] : []),
      ...(Number.isFinite(upper) ? [native.smallerThan(upper)] : []),
    ];
    for (const constraint of sides) {
      for (let k = start; k < end; k++) {
        const value = values[k] ?? 0;
        const { up, down } = substitutions[indices[k] ?? -1] ?? { up: null, down: null };
        if (up) constraint.addTerm(value, up);
        if (down) constraint.addTerm(-value, down);
      }
      constraints.push({ row, constraint });
    }
  }

  const cells = (native.nVariables + 1) * (native.nConstraints + 1);
  if (cells > MOST_CELLS) {
    return {
      kind: 'too-large',
      message: `${model.name}: ${native.nVariables} variables by ${native.nConstraints} rows is more than javascript-lp-solver's dense table should hold`,
    };
  }
  const tableau = native.tableau.setModel(native);

  const valueOf = (variable: Variable | null): number => valueInTable(tableau, variable?.index ?? null);
  return {
    kind: 'form',
    form: {
      tableau,
      whole,
      constant,
      values: () =>
        Float64Array.from(substitutions, ({ shift, up, down }) => shift + valueOf(up) - valueOf(down)),
      rowDuals: () => {
        const duals = new Float64Array(model.rowCount);
        for (const { row, constraint } of constraints) {
          // Row 0 of the table holds -(reduced cost); of the slack of a ≤ row that is the dual of the minimised form.
          const at = tableau.colByVarIndex[constraint.index] ?? -1;
          const entry = at === -1 ? 0 : (tableau.matrix[at] ?? 0);
          duals[row] = (duals[row] ?? 0) + sign * (constraint.isUpperBound ? entry : -entry) + 0;
        }
        return duals;
      },
    },
  };
}

function limitsOf(model: Model, column: number, integer: boolean): readonly [number, number] {
  const lower = model.lower[column] ?? 0;
  const upper = model.upper[column] ?? 0;
  return integer ? [Math.ceil(lower - WHOLE), Math.floor(upper + WHOLE)] : [lower, upper];
}

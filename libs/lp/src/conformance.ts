import { ModelBuilder } from './model-builder.js';
import { type Model, type Solution, type Solver } from './types.js';
import { objectiveOf, violations } from './violations.js';

/** A model whose answer is known from its source or by hand, for every backend alike. */
export interface Instance {
  /** A sentence: what the backend has to manage. */
  readonly name: string;
  readonly model: () => Model;
  readonly answer:
    | { readonly kind: 'infeasible' }
    | { readonly kind: 'unbounded' }
    | {
        readonly kind: 'optimal';
        readonly objective: number;
        /** Where the optimum is unique. */
        readonly values?: readonly number[];
      };
}

const CLOSE = 1e-6;
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(b));

/**
 * Solves the instance and says everything that is wrong with the answer; empty when nothing is.
 * Used by the specs of the backends here, and for any backend to come.
 */
export async function conform(solver: Solver, instance: Instance): Promise<string[]> {
  const model = instance.model();
  const solution = await solver.solve(model);
  const { answer } = instance;
  const faults = inconsistencies(model, solution);
  if (answer.kind !== 'optimal') {
    if (solution.termination !== answer.kind) faults.push(`is ${answer.kind}, not ${solution.termination}`);
    if (solution.quality !== 'none') faults.push(`holds a point although ${answer.kind}`);
    return faults;
  }
  if (solution.termination !== 'converged' || solution.quality !== 'optimal') {
    faults.push(`ended ${solution.termination} and ${solution.quality}: ${solution.message ?? 'no message'}`);
  }
  if (solution.objective === null || !isClose(solution.objective, answer.objective)) {
    faults.push(`objective ${solution.objective} is not ${answer.objective}`);
  }
  if (solution.bound === null || !isClose(solution.bound, answer.objective)) {
    faults.push(`bound ${solution.bound} is not ${answer.objective}`);
  }
  answer.values?.forEach((value, column) => {
    const found = solution.values?.[column];
    if (found === undefined || !isClose(found, value)) {
      faults.push(`${model.columnName(column)} is ${found}, not ${value}`);
    }
  });
  if (!model.integer.includes(1) && model.columnCount > 0) {
    if (solution.rowDuals?.length !== model.rowCount) faults.push('an LP without one dual a row');
    if (solution.reducedCosts?.length !== model.columnCount)
      faults.push('an LP without one reduced cost a column');
  }
  return faults;
}

/** What must hold of any answer to a model, whatever the right one is. */
export function inconsistencies(model: Model, solution: Solution): string[] {
  const { values, objective, bound, quality, termination } = solution;
  const faults: string[] = [];
  if ((quality === 'none') !== (values === null) || (values === null) !== (objective === null)) {
    faults.push(`quality ${quality} with ${values === null ? 'no ' : ''}values`);
  }
  if (quality === 'optimal' && termination !== 'converged') faults.push(`optimal although ${termination}`);
  if (termination === 'converged' && quality === 'none') faults.push('converged on nothing');
  if (bound !== null && !Number.isFinite(bound)) faults.push(`bound ${bound}`);
  if (values === null || objective === null) return faults;
  const broken = violations(model, values);
  for (const { kind, name, excess } of broken.slice(0, 5))
    faults.push(`${kind} of ${name} broken by ${excess}`);
  for (let column = 0; column < model.columnCount; column++) {
    if (model.integer[column] === 1 && !Number.isInteger(values[column])) {
      faults.push(`${model.columnName(column)} is ${values[column]}, not exactly whole`);
    }
  }
  if (!isClose(objectiveOf(model, values), objective)) faults.push('the objective is not that of the point');
  if (bound !== null) {
    const left = model.sense === 'min' ? objective - bound : bound - objective;
    if (left < -CLOSE * Math.max(1, Math.abs(objective))) {
      faults.push(`bound ${bound} denies a point of ${objective}`);
    }
    if (quality === 'optimal' && left > CLOSE * Math.max(1, Math.abs(objective))) {
      faults.push(`optimal with bound ${bound} and objective ${objective}`);
    }
  }
  return faults;
}

interface Dense {
  readonly cost: readonly number[];
  /** Each `[lower, coefficients, upper]`. */
  readonly rows: readonly (readonly [number, readonly number[], number])[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly integer?: readonly number[];
  readonly offset?: number;
}

/** A small model written as it is in a textbook: columns ≥ 0 unless told. */
export function dense(name: string, sense: 'min' | 'max', spec: Dense): Model {
  const b = new ModelBuilder(name, sense);
  spec.cost.forEach((cost, j) => {
    b.column({
      cost,
      lower: spec.lower?.[j] ?? 0,
      upper: spec.upper?.[j] ?? Infinity,
      integer: spec.integer?.includes(j) ?? false,
    });
  });
  const columns = spec.cost.map((_, j) => j);
  for (const [lower, coefficients, upper] of spec.rows) b.row(lower, upper, columns, coefficients);
  b.offset = spec.offset ?? 0;
  return b.build();
}

const NONE = -Infinity;
const ANY = Infinity;
const all = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function optimal(name: string, model: () => Model, objective: number, values?: readonly number[]): Instance {
  return { name, model, answer: { kind: 'optimal', objective, ...(values === undefined ? {} : { values }) } };
}

const infeasible = (name: string, model: () => Model): Instance => ({
  name,
  model,
  answer: { kind: 'infeasible' },
});
const unbounded = (name: string, model: () => Model): Instance => ({
  name,
  model,
  answer: { kind: 'unbounded' },
});

/** Ships from supply to demand at least cost; row order: sources, then sinks. */
function transport(
  name: string,
  costs: readonly (readonly number[])[],
  supply: readonly number[],
  demand: readonly number[],
): Model {
  const b = new ModelBuilder(name, 'min');
  for (const limit of supply) b.row({ upper: limit });
  for (const need of demand) b.row({ lower: need, upper: need });
  costs.forEach((line, i) => {
    line.forEach((cost, j) => {
      if (!Number.isFinite(cost)) return;
      const column = b.column({ cost, name: () => `ship(${i},${j})` });
      b.term(i, column, 1).term(supply.length + j, column, 1);
    });
  });
  return b.build();
}

function knapsack(
  name: string,
  values: readonly number[],
  weights: readonly number[],
  capacity: number,
): Model {
  return dense(name, 'max', {
    cost: values,
    rows: [[NONE, weights, capacity]],
    upper: values.map(() => 1),
    integer: all(values.length),
  });
}

/** Klee and Minty 1972: the simplex of Dantzig visits all 2^n corners. */
function kleeMinty(n: number): Model {
  return dense('klee-minty', 'max', {
    cost: all(n).map((j) => 2 ** (n - 1 - j)),
    rows: all(n).map((i) => [
      NONE,
      all(n).map((j) => (j < i ? 2 ** (i - j + 1) : j === i ? 1 : 0)),
      5 ** (i + 1),
    ]),
  });
}

/** Known answers: textbooks, published instances, and each thing that `Model` can say. */
export const instances: readonly Instance[] = [
  optimal(
    'Wyndor Glass (Hillier and Lieberman, ch. 3)',
    () =>
      dense('wyndor', 'max', {
        cost: [3, 5],
        rows: [
          [NONE, [1, 0], 4],
          [NONE, [0, 2], 12],
          [NONE, [3, 2], 18],
        ],
      }),
    36,
    [2, 6],
  ),
  optimal(
    'radiation therapy with ≤, = and ≥ (Hillier and Lieberman, ch. 3)',
    () =>
      dense('radiation', 'min', {
        cost: [0.4, 0.5],
        rows: [
          [NONE, [0.3, 0.1], 2.7],
          [6, [0.5, 0.5], 6],
          [6, [0.6, 0.4], ANY],
        ],
      }),
    5.25,
    [7.5, 4.5],
  ),
  optimal(
    'a diet of two foods',
    () =>
      dense('diet', 'min', {
        cost: [0.6, 0.35],
        rows: [
          [8, [5, 7], ANY],
          [15, [4, 2], ANY],
          [3, [2, 1], ANY],
        ],
      }),
    2.25,
    [3.75, 0],
  ),
  optimal(
    'the P & T Company ships peas (Hillier and Lieberman, ch. 8)',
    () =>
      transport(
        'peas',
        [
          [464, 513, 654, 867],
          [352, 416, 690, 791],
          [995, 682, 388, 685],
        ],
        [75, 125, 100],
        [80, 65, 70, 85],
      ),
    152_535,
  ),
  optimal(
    'a degenerate transportation problem, every part of supply and demand equal',
    () =>
      transport(
        'equal',
        [
          [1, 2, 3],
          [2, 4, 6],
          [3, 6, 9],
        ],
        [1, 1, 1],
        [1, 1, 1],
      ),
    10,
  ),
  optimal(
    'machines to places with one pair forbidden (Hillier and Lieberman, ch. 8)',
    () =>
      transport(
        'places',
        [
          [13, 16, 12, 11],
          [15, ANY, 13, 20],
          [5, 7, 10, 6],
          [0, 0, 0, 0],
        ],
        [1, 1, 1, 1],
        [1, 1, 1, 1],
      ),
    29,
  ),
  optimal(
    "Beale's example, on which a naive simplex cycles",
    () =>
      dense('beale', 'min', {
        cost: [-0.75, 20, -0.5, 6],
        rows: [
          [NONE, [0.25, -8, -1, 9], 0],
          [NONE, [0.5, -12, -0.5, 3], 0],
          [NONE, [0, 0, 1, 0], 1],
        ],
      }),
    -1.25,
    [1, 0, 1, 0],
  ),
  optimal(
    "Chvátal's example, on which a naive simplex cycles",
    () =>
      dense('chvatal', 'max', {
        cost: [10, -57, -9, -24],
        rows: [
          [NONE, [0.5, -5.5, -2.5, 9], 0],
          [NONE, [0.5, -1.5, -0.5, 1], 0],
          [NONE, [1, 0, 0, 0], 1],
        ],
      }),
    1,
    [1, 0, 1, 0],
  ),
  optimal('Klee and Minty in six dimensions', () => kleeMinty(6), 15_625, [0, 0, 0, 0, 0, 15_625]),
  optimal(
    'a free column that goes below zero',
    () =>
      dense('free', 'min', {
        cost: [1, 0],
        rows: [
          [-5, [1, 0], ANY],
          [0, [1, 1], 0],
        ],
        lower: [NONE, NONE],
      }),
    -5,
    [-5, 5],
  ),
  optimal(
    'columns with negative lower limits',
    () =>
      dense('negative', 'min', { cost: [1, 2], rows: [[-6, [1, 1], ANY]], lower: [-4, -3], upper: [4, 3] }),
    -9,
    [-3, -3],
  ),
  optimal(
    'a column with an upper limit only',
    () => dense('upper-only', 'max', { cost: [1], rows: [[NONE, [2], 100]], lower: [NONE], upper: [7] }),
    7,
    [7],
  ),
  optimal(
    'an upper-only column that its row pushes down',
    () => dense('upper-only-min', 'min', { cost: [3], rows: [[-12, [2], ANY]], lower: [NONE], upper: [7] }),
    -18,
    [-6],
  ),
  optimal(
    'a boxed column at its upper limit',
    () => dense('boxed', 'max', { cost: [1, 1], rows: [[NONE, [1, 1], 10]], upper: [3, 4] }),
    7,
    [3, 4],
  ),
  optimal(
    'a fixed column',
    () => dense('fixed', 'max', { cost: [5, 1], rows: [[NONE, [1, 1], 10]], lower: [4, 0], upper: [4, 8] }),
    26,
    [4, 6],
  ),
  optimal(
    'all columns fixed',
    () => dense('all-fixed', 'min', { cost: [1, 1], rows: [[5, [1, 2], 5]], lower: [1, 2], upper: [1, 2] }),
    3,
    [1, 2],
  ),
  optimal(
    'equality rows only',
    () =>
      dense('equal', 'min', {
        cost: [1, 1, 1],
        rows: [
          [6, [1, 2, 3], 6],
          [2, [1, 0, 0], 2],
        ],
      }),
    2 + 4 / 3,
    [2, 0, 4 / 3],
  ),
  optimal(
    'the low end of a range row',
    () => dense('range', 'min', { cost: [1, 2], rows: [[2, [1, 1], 3]] }),
    2,
    [2, 0],
  ),
  optimal(
    'the high end of a range row',
    () => dense('range', 'max', { cost: [1, 2], rows: [[2, [1, 1], 3]] }),
    6,
    [0, 3],
  ),
  optimal(
    'a row without limits',
    () => dense('idle', 'max', { cost: [1], rows: [[NONE, [1], ANY]], upper: [4] }),
    4,
    [4],
  ),
  optimal(
    'an offset',
    () => dense('offset', 'min', { cost: [2], rows: [[3, [1], ANY]], offset: -100 }),
    -94,
    [3],
  ),
  optimal(
    'an offset under max',
    () => dense('offset', 'max', { cost: [2], rows: [[NONE, [1], 3]], offset: 100 }),
    106,
    [3],
  ),
  optimal(
    'an objective of nothing',
    () => dense('nothing', 'min', { cost: [0, 0], rows: [[1, [1, 1], 2]] }),
    0,
  ),
  optimal(
    'redundant equalities',
    () =>
      dense('redundant', 'max', {
        cost: [1, 2],
        rows: [
          [4, [1, 1], 4],
          [8, [2, 2], 8],
          [0, [0, 1], 3],
        ],
      }),
    7,
    [1, 3],
  ),
  optimal(
    'duplicate terms, which add up',
    () => {
      const b = new ModelBuilder('duplicates', 'max');
      const x = b.column({ cost: 1 });
      b.row(-Infinity, 12, [x, x, x], [1, 2, 1]);
      return b.build();
    },
    3,
    [3],
  ),
  optimal(
    'terms that cancel out',
    () => {
      const b = new ModelBuilder('cancel', 'max');
      const x = b.column({ cost: 1, upper: 9 });
      b.row(-Infinity, 1, [x, x], [2, -2]);
      return b.build();
    },
    9,
    [9],
  ),
  optimal('no rows', () => dense('no-rows', 'max', { cost: [2, -1], rows: [], upper: [3, 5] }), 6, [3, 0]),
  optimal(
    'no rows, whole',
    () => dense('no-rows', 'max', { cost: [2], rows: [], upper: [3.5], integer: [0] }),
    6,
    [3],
  ),
  optimal('nothing at all', () => dense('empty', 'min', { cost: [], rows: [], offset: 7 }), 7, []),
  optimal('rows but no columns', () => dense('no-columns', 'max', { cost: [], rows: [[-1, [], 1]] }), 0, []),
  infeasible('rows but no columns, and a row that wants something', () =>
    dense('no-columns', 'max', { cost: [], rows: [[1, [], 2]] }),
  ),
  infeasible('an empty row that wants something', () =>
    dense('hollow', 'min', { cost: [1], rows: [[1, [0], 2]] }),
  ),
  infeasible('rows that contradict', () =>
    dense('clash', 'min', {
      cost: [1, 1],
      rows: [
        [3, [1, 1], ANY],
        [NONE, [1, 1], 2],
      ],
    }),
  ),
  infeasible('a row that contradicts limits', () =>
    dense('clash', 'max', { cost: [1, 1], rows: [[11, [1, 1], ANY]], upper: [5, 5] }),
  ),
  infeasible('equalities over free columns that contradict', () =>
    dense('clash', 'min', {
      cost: [0, 0],
      rows: [
        [1, [1, 1], 1],
        [3, [2, 2], 3],
      ],
      lower: [NONE, NONE],
    }),
  ),
  unbounded('a ray upward', () => dense('ray', 'max', { cost: [1, 1], rows: [[NONE, [1, -1], 3]] })),
  unbounded('a free column downward', () => dense('ray', 'min', { cost: [1], rows: [], lower: [NONE] })),
  unbounded('a ray, away from a needed start', () =>
    dense('ray', 'min', {
      cost: [-1, 0],
      rows: [
        [4, [1, 1], ANY],
        [NONE, [-1, 1], 2],
      ],
    }),
  ),

  optimal(
    'a knapsack of five boxes',
    () => knapsack('boxes', [4, 2, 1, 2, 10], [12, 2, 1, 1, 4], 15),
    15,
    [0, 1, 1, 1, 1],
  ),
  optimal(
    'knapsack P01 (Burkardt, Florida State)',
    () =>
      knapsack(
        'p01',
        [92, 57, 49, 68, 60, 43, 67, 84, 87, 72],
        [23, 31, 29, 44, 53, 38, 63, 85, 89, 82],
        165,
      ),
    309,
    [1, 1, 1, 1, 0, 1, 0, 0, 0, 0],
  ),
  optimal(
    'knapsack P07 (Burkardt, Florida State)',
    () =>
      knapsack(
        'p07',
        [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240],
        [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
        750,
      ),
    1458,
  ),
  optimal(
    'a whole optimum far from the rounded LP (Wolsey, ch. 1)',
    () =>
      dense('wolsey', 'max', {
        cost: [1, 0.64],
        rows: [
          [NONE, [50, 31], 250],
          [-4, [3, -2], ANY],
        ],
        integer: [0, 1],
      }),
    5,
    [5, 0],
  ),
  optimal(
    'a set cover by two of four',
    () =>
      dense('cover', 'min', {
        cost: [1, 1, 1, 1],
        rows: [
          [1, [1, 0, 0, 0], ANY],
          [1, [1, 1, 0, 0], ANY],
          [1, [1, 0, 1, 0], ANY],
          [1, [0, 1, 1, 1], ANY],
          [1, [0, 0, 0, 1], ANY],
        ],
        upper: [1, 1, 1, 1],
        integer: all(4),
      }),
    2,
    [1, 0, 0, 1],
  ),
  optimal(
    'an odd cycle, where the LP takes every half',
    () =>
      dense('packing', 'max', {
        cost: [1, 1, 1, 1, 1],
        rows: all(5).map((i) => [NONE, all(5).map((j) => (j === i || j === (i + 1) % 5 ? 1 : 0)), 1]),
        upper: [1, 1, 1, 1, 1],
        integer: all(5),
      }),
    2,
  ),
  optimal(
    'a generalised assignment of three jobs to two agents',
    () =>
      // Agent 1 takes jobs of size 2, 3, 4 for 5, 8, 3 within 5; agent 2 sizes 3, 2, 3 for 6, 4, 7 within 4.
      dense('gap', 'max', {
        cost: [5, 8, 3, 6, 4, 7],
        rows: [
          [NONE, [2, 3, 4, 0, 0, 0], 5],
          [NONE, [0, 0, 0, 3, 2, 3], 4],
          [1, [1, 0, 0, 1, 0, 0], 1],
          [1, [0, 1, 0, 0, 1, 0], 1],
          [1, [0, 0, 1, 0, 0, 1], 1],
        ],
        upper: [1, 1, 1, 1, 1, 1],
        integer: all(6),
      }),
    20,
    [1, 1, 0, 0, 0, 1],
  ),
  optimal(
    'a fixed charge beside a continuous amount',
    () =>
      dense('charge', 'min', {
        cost: [10, 2],
        rows: [
          [NONE, [-5, 1], 0],
          [3, [0, 1], ANY],
        ],
        upper: [1, ANY],
        integer: [0],
      }),
    16,
    [1, 3],
  ),
  optimal(
    'whole columns with fractional limits',
    () =>
      dense('fraction', 'max', {
        cost: [1, -1],
        rows: [],
        lower: [0.5, 0.5],
        upper: [3.7, 9],
        integer: [0, 1],
      }),
    2,
    [3, 1],
  ),
  optimal(
    'a whole free column below zero',
    () => dense('free-whole', 'min', { cost: [1], rows: [[-7, [2], ANY]], lower: [NONE], integer: [0] }),
    -3,
    [-3],
  ),
  optimal(
    'a whole column with an upper limit only',
    () =>
      dense('upper-whole', 'min', {
        cost: [1],
        rows: [[-9, [2], ANY]],
        lower: [NONE],
        upper: [5],
        integer: [0],
      }),
    -4,
    [-4],
  ),
  optimal(
    'a whole column in a range row, with an offset',
    () =>
      dense('range-whole', 'max', {
        cost: [2, 1],
        rows: [[1.5, [1, 1], 4.5]],
        upper: [3, 3],
        integer: [0, 1],
        offset: 10,
      }),
    17,
    [3, 1],
  ),
  optimal(
    'columns that an equation makes whole (HiGHS 1.15.1 presolves it to 0)',
    () =>
      dense('implied-whole', 'max', {
        cost: [2, 0, 0, 0, 0, 0, 0],
        rows: [
          [0, [0, 1, -1, -1, 0, 0, 0], 0],
          [NONE, [0, 0, 0, 0, 1, 1, 0], 1],
          [0, [-1, 0, 0, 0, 0, 0, 1], 0],
          [NONE, [1, -1, 0, 0, 0, 0, 0], 0],
          [5.5, [0, 5, 0, 0, 1, 1, 0], ANY],
        ],
        upper: [1, 1, 1, 1, 1, 1, 1],
        integer: [2, 3, 6],
      }),
    2,
  ),
  infeasible('twice a whole number is one', () =>
    dense('odd', 'min', { cost: [1], rows: [[1, [2], 1]], integer: [0] }),
  ),
  infeasible('a parity that no whole point meets', () =>
    dense('parity', 'min', { cost: [1, 1], rows: [[7, [2, 4], 7]], upper: [9, 9], integer: [0, 1] }),
  ),
  infeasible('whole limits with nothing whole between', () =>
    dense('gap', 'max', {
      cost: [1, 1],
      rows: [[NONE, [1, 1], 5]],
      lower: [0.2, 0],
      upper: [0.8, 3],
      integer: [0],
    }),
  ),
  infeasible('a ray in the relaxation, but no whole point to start from', () =>
    dense('no-start', 'max', {
      cost: [1, 0],
      rows: [
        [NONE, [-1, 1], 0],
        [1, [0, 2], 1],
      ],
      integer: [1],
    }),
  ),
  unbounded('a whole ray', () =>
    dense('ray', 'max', { cost: [1, 1], rows: [[NONE, [1, -1], 3]], integer: [0, 1] }),
  ),
];

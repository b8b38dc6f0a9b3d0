import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  basisWithRows,
  componentsOf,
  coverCuts,
  createHighs,
  type Cut,
  FixedRest,
  type Model,
  ModelBuilder,
  slim,
  type Solver,
  violations,
  withCuts,
  zeroHalfCuts,
} from './index.js';

interface Row {
  readonly values: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** Maximise `cost · x` over 0-1 columns. */
function program(cost: readonly number[], rows: readonly Row[]): Model {
  const builder = new ModelBuilder('small', 'max');
  for (const value of cost) builder.column({ lower: 0, upper: 1, cost: value, integer: true });
  for (const { values, lower, upper } of rows) {
    const columns = values.flatMap((value, column) => (value === 0 ? [] : [column]));
    if (columns.length > 0)
      builder.row(
        lower,
        upper,
        columns,
        columns.map((column) => values[column] ?? 0),
      );
  }
  return builder.build();
}

function* points(count: number): Generator<Float64Array> {
  for (let code = 0; code < 2 ** count; code++)
    yield Float64Array.from({ length: count }, (_, column) => (code >> column) & 1);
}

const feasible = (model: Model): Float64Array[] =>
  [...points(model.columnCount)].filter((point) => violations(model, point).length === 0);

const worth = (model: Model, point: Float64Array): number =>
  point.reduce((sum, value, column) => sum + value * (model.cost[column] ?? 0), 0);

const best = (model: Model): number | null => {
  const all = feasible(model).map((point) => worth(model, point));
  return all.length === 0 ? null : Math.max(...all);
};

const left = (cut: Cut, point: Float64Array): number =>
  cut.columns.reduce((sum, column, index) => sum + (cut.values[index] ?? 0) * (point[column] ?? 0), 0);

const COLUMNS = 6;
const row = fc
  .record({
    values: fc.array(fc.integer({ min: -2, max: 4 }), { minLength: COLUMNS, maxLength: COLUMNS }),
    lower: fc.option(fc.integer({ min: -4, max: 3 }), { nil: -Infinity }),
    upper: fc.option(fc.integer({ min: -1, max: 9 }), { nil: Infinity }),
  })
  .filter(({ lower, upper }) => lower <= upper);
const programs = fc
  .record({
    cost: fc.array(fc.integer({ min: -3, max: 9 }), { minLength: COLUMNS, maxLength: COLUMNS }),
    rows: fc.array(row, { minLength: 1, maxLength: 6 }),
  })
  .map(({ cost, rows }) => program(cost, rows));

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

const oddCycle = (): Model =>
  program(
    [1, 1, 1],
    [
      { values: [1, 1, 0], lower: -Infinity, upper: 1 },
      { values: [0, 1, 1], lower: -Infinity, upper: 1 },
      { values: [1, 0, 1], lower: -Infinity, upper: 1 },
    ],
  );

describe('cuts', () => {
  it('see that of three things that exclude each other only one can be', async () => {
    const model = oddCycle();
    const { values } = await highs.solve(model, {}, undefined, { relaxed: true });
    expect(Array.from(values ?? [])).toEqual([0.5, 0.5, 0.5]);
    const cuts = zeroHalfCuts(model, values ?? new Float64Array(3));
    expect(cuts).toEqual([{ columns: Int32Array.of(0, 1, 2), values: Float64Array.of(1, 1, 1), upper: 1 }]);
    const answer = await highs.solve(withCuts(model, cuts), {}, undefined, { relaxed: true });
    expect(answer.objective).toBeCloseTo(1, 9);
  });

  it('see that three activities of ninety minutes do not fit into four hours, where the relaxation packs two and two thirds', () => {
    const model = program([1, 1, 1], [{ values: [90, 90, 90], lower: -Infinity, upper: 240 }]);
    expect(coverCuts(model, Float64Array.of(1, 1, 2 / 3))).toEqual([
      { columns: Int32Array.of(0, 1, 2), values: Float64Array.of(1, 1, 1), upper: 2 },
    ]);
  });

  it('hold for every whole-number point, and are broken by the point that they were made for', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(programs, async (model) => {
        const { values } = await highs.solve(model, {}, undefined, { relaxed: true });
        if (!values) return;
        const cuts = [...coverCuts(model, values), ...zeroHalfCuts(model, values)];
        seen += cuts.length;
        const whole = feasible(model);
        for (const cut of cuts) {
          expect(left(cut, values)).toBeGreaterThan(cut.upper);
          for (const point of whole) expect(left(cut, point)).toBeLessThanOrEqual(cut.upper + 1e-9);
        }
      }),
      { seed: 20_130_304, numRuns: 600 },
    );
    expect(seen).toBeGreaterThan(20);
  });

  it('leave the last basis a start from which the tighter program is solved', async () => {
    const model = oddCycle();
    const first = await highs.solve(model, {}, undefined, { relaxed: true });
    const cuts = zeroHalfCuts(model, first.values ?? new Float64Array(3));
    const basis = first.basis ? basisWithRows(first.basis, cuts.length) : null;
    const warm = await highs.solve(withCuts(model, cuts), {}, undefined, {
      relaxed: true,
      ...(basis ? { basis } : {}),
    });
    expect(basis).not.toBeNull();
    expect(warm).toMatchObject({ termination: 'converged', message: null });
    expect(warm.objective).toBeCloseTo(1, 9);
  });
});

describe('a model with fewer rows', () => {
  it('has the same whole-number points', () => {
    fc.assert(
      fc.property(programs, (model) => {
        const slimmer = slim(model);
        const same = (point: Float64Array): boolean =>
          (violations(model, point).length === 0) === (violations(slimmer, point).length === 0);
        expect([...points(model.columnCount)].every(same)).toBe(true);
        expect(slimmer.rowCount).toBeLessThanOrEqual(model.rowCount);
      }),
      { seed: 20_130_305, numRuns: 600 },
    );
  });

  it('takes a row over one column for its limit, and leaves out what cannot be broken', () => {
    const model = program(
      [1, 1],
      [
        { values: [3, 0], lower: -Infinity, upper: 2 },
        { values: [1, 1], lower: -Infinity, upper: 5 },
      ],
    );
    const slimmer = slim(model);
    expect(slimmer.rowCount).toBe(0);
    expect(Array.from(slimmer.upper)).toEqual([0, 1]);
  });
});

describe('components of a model', () => {
  it('have together the optimum of the whole', () => {
    fc.assert(
      fc.property(programs, programs, (first, second) => {
        const rows = [first, second].flatMap((model, side) =>
          Array.from({ length: model.rowCount }, (_, index): Row => {
            const values = new Array<number>(2 * COLUMNS).fill(0);
            for (let at = model.matrix.starts[index] ?? 0; at < (model.matrix.starts[index + 1] ?? 0); at++)
              values[(model.matrix.indices[at] ?? 0) + side * COLUMNS] = model.matrix.values[at] ?? 0;
            return {
              values,
              lower: model.rowLower[index] ?? -Infinity,
              upper: model.rowUpper[index] ?? Infinity,
            };
          }),
        );
        const whole = program([...first.cost, ...second.cost], rows);
        const parts = componentsOf(whole);
        expect(parts.length).toBeGreaterThanOrEqual(2);
        const columns = parts.flatMap((part) => Array.from(part.columns)).sort((a, b) => a - b);
        expect(columns).toEqual(Array.from({ length: 2 * COLUMNS }, (_, column) => column));
        const optima = parts.map(({ model }) => best(model));
        const known = [best(first), best(second)];
        const total = (list: readonly (number | null)[]): number | null =>
          list.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
        expect(total(optima)).toBe(total(known));
      }),
      { seed: 20_130_306, numRuns: 150 },
    );
  });

  it('are not tied by a column that cannot move', () => {
    const model = program([1, 1, 1], [{ values: [1, 1, 1], lower: -Infinity, upper: 2 }]);
    const fixed: Model = { ...model, lower: Float64Array.of(0, 1, 0), upper: Float64Array.of(1, 1, 1) };
    expect(componentsOf(fixed).map(({ columns }) => Array.from(columns))).toEqual([[0, 2], [1]]);
  });
});

describe('a part with the rest fixed', () => {
  it('gives points that keep every row of the whole once they are put into it', () => {
    fc.assert(
      fc.property(
        programs,
        fc.uniqueArray(fc.integer({ min: 0, max: COLUMNS - 1 }), { minLength: 1 }),
        fc.nat(),
        (model, chosen, pick) => {
          const all = feasible(model);
          const start = all[pick % Math.max(1, all.length)];
          if (!start) return;
          const rest = new FixedRest(model, start);
          const columns = Int32Array.from(chosen).sort();
          const { model: part } = rest.part(columns);
          for (const point of feasible(part)) {
            rest.adopt(columns, point);
            expect(violations(model, rest.point)).toEqual([]);
            expect(rest.objective()).toBeCloseTo(worth(model, rest.point), 9);
            for (let index = 0; index < model.rowCount; index++) {
              let sum = 0;
              for (let at = model.matrix.starts[index] ?? 0; at < (model.matrix.starts[index + 1] ?? 0); at++)
                sum += (model.matrix.values[at] ?? 0) * (rest.point[model.matrix.indices[at] ?? 0] ?? 0);
              expect(rest.activityOf(index)).toBeCloseTo(sum, 9);
            }
          }
        },
      ),
      { seed: 20_130_307, numRuns: 300 },
    );
  });

  it('of which several are decided side by side keeps every row however each of them comes out', () => {
    const among = fc.array(fc.constantFrom(0, 1, 2), { minLength: COLUMNS, maxLength: COLUMNS });
    let moved = 0;
    fc.assert(
      fc.property(programs, among, fc.nat(), fc.nat(), (model, partOf, pick, other) => {
        const all = feasible(model);
        const start = all[pick % Math.max(1, all.length)];
        if (!start) return;
        const lists = [0, 1].map((part) =>
          Int32Array.from([...partOf.keys()].filter((column) => partOf[column] === part)),
        );
        const parts = new FixedRest(model, start).parts(lists);
        const [first = [], second = []] = parts.map(({ model: part }) => feasible(part));
        // What they are is one way in which they can come out.
        expect(Math.min(first.length, second.length)).toBeGreaterThan(0);
        const rest = new FixedRest(model, start);
        [first[pick % first.length], second[other % second.length]].forEach((point, position) => {
          rest.adopt(lists[position] ?? Int32Array.of(), point ?? new Float64Array());
        });
        expect(violations(model, rest.point)).toEqual([]);
        if (rest.point.some((value, column) => value !== start[column])) moved += 1;
      }),
      { seed: 20_130_307, numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(50);
  });

  it('leaves to the first what is left over, and to the others what they use', () => {
    // Three may serve, one of the second part does.
    const model = program([1, 1, 1, 1], [{ values: [1, 1, 1, 1], lower: -Infinity, upper: 3 }]);
    const [first, second] = new FixedRest(model, Float64Array.of(0, 0, 1, 0)).parts([
      Int32Array.of(0, 1),
      Int32Array.of(2, 3),
    ]);
    expect(first?.model.rowUpper).toEqual(Float64Array.of(2));
    expect(second?.model.rowUpper).toEqual(Float64Array.of(1));
  });
});

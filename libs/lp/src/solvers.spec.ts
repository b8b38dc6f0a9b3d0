import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { createHighs } from './backends/highs/index.js';
import { runtime } from './backends/highs/runtime.js';
import { createJsLp } from './backends/js-lp/index.js';
import { dense, inconsistencies, instances } from './conformance.js';
import { dualBound } from './dual-bound.js';
import { ModelBuilder, withBounds, withObjective, withRows } from './model-builder.js';
import { type Model, type Solver } from './types.js';
import { objectiveOf, violations } from './violations.js';

const highs = await createHighs();
const jsLp = createJsLp();
const solvers: readonly Solver[] = [highs, jsLp];

const NONE = -Infinity;
const ANY = Infinity;

/** Numbers that look random and are the same everywhere. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/**
 * Market split (Cornuéjols and Dawande 1998): halve 30 shops so that each of 4 products splits evenly; the slack is
 * minimised. Branch and bound sees almost no bound, so any small limit ends it early.
 */
function marketSplit(): Model {
  const next = numbers(7);
  const b = new ModelBuilder('market-split', 'min');
  const shops = Array.from({ length: 30 }, (_, j) => b.binary(0, `shop${j}`));
  for (let i = 0; i < 4; i++) {
    const amounts = shops.map(() => Math.floor(next() * 100));
    const half = Math.floor(amounts.reduce((a, v) => a + v, 0) / 2);
    const over = b.column({ cost: 1 });
    const under = b.column({ cost: 1 });
    b.row(half, half, [...shops, over, under], [...amounts, -1, 1]);
  }
  return b.build();
}

function bigLp(): Model {
  const next = numbers(5);
  const b = new ModelBuilder('big', 'max');
  for (let j = 0; j < 120; j++) b.column({ cost: 1 + next(), upper: 10 });
  for (let i = 0; i < 120; i++) {
    const row = b.row({ upper: 100 });
    for (let j = 0; j < 120; j++) if (next() < 0.5) b.term(row, j, 1 + next());
  }
  return b.build();
}

function knapsack(n = 30): Model {
  const next = numbers(3);
  const weights = Array.from({ length: n }, () => 20 + Math.floor(next() * 80));
  return dense('knapsack', 'max', {
    cost: weights.map((weight) => weight + Math.floor(next() * 30)),
    rows: [[NONE, weights, Math.floor(weights.reduce((a, v) => a + v, 0) / 2)]],
    upper: weights.map(() => 1),
    integer: weights.map((_, j) => j),
  });
}

/** Cancelled at the nth look. */
function cancelledAfter(looks: number): { readonly aborted: boolean } {
  let seen = 0;
  return {
    get aborted() {
      return ++seen > looks;
    },
  };
}

describe.each(solvers)('$name', (solver) => {
  it('stops at the time limit with nothing unchecked and a bound on the right side', async () => {
    const model = marketSplit();
    const solution = await solver.solve(model, { timeMs: 300 });
    expect(solution.termination).toBe('time-limit');
    expect(solution.quality).not.toBe('optimal');
    expect(inconsistencies(model, solution)).toEqual([]);
  });

  it('stops at once when there is no time', async () => {
    const solution = await solver.solve(marketSplit(), { timeMs: 0 });
    expect(solution).toMatchObject({
      termination: 'time-limit',
      quality: expect.not.stringMatching('optimal'),
    });
  });

  it('stops at the node limit, at the same point each time', async () => {
    const model = marketSplit();
    const once = await solver.solve(model, { nodes: 20 });
    const again = await solver.solve(model, { nodes: 20 });
    expect(once.termination).toBe('work-limit');
    expect(inconsistencies(model, once)).toEqual([]);
    expect(again).toEqual(once);
  });

  it('stops at the limit of iterations, at the same point each time', async () => {
    const model = marketSplit();
    const once = await solver.solve(model, { iterations: 200 });
    const again = await solver.solve(model, { iterations: 200 });
    expect(once.termination).toBe('work-limit');
    expect(inconsistencies(model, once)).toEqual([]);
    expect(again).toEqual(once);
  });

  it('stops an LP at the limit of iterations, and not one that needs fewer', async () => {
    const model = bigLp();
    const whole = await solver.solve(model);
    expect(whole.iterations).toBeGreaterThan(20);
    const short = await solver.solve(model, { iterations: 10 });
    expect(short).toMatchObject({ termination: 'work-limit', rowDuals: null });
    expect(inconsistencies(model, short)).toEqual([]);
    expect(await solver.solve(model, { iterations: 2 * whole.iterations })).toEqual(whole);
  });

  it('does not begin when it is already cancelled', async () => {
    const solution = await solver.solve(knapsack(), {}, { aborted: true });
    expect(solution).toMatchObject({ termination: 'cancelled', quality: 'none', values: null, nodes: 0 });
  });

  it('stops a MILP when it is cancelled on the way', async () => {
    const model = marketSplit();
    const solution = await solver.solve(model, { timeMs: 20_000 }, cancelledAfter(40));
    expect(solution.termination).toBe('cancelled');
    expect(inconsistencies(model, solution)).toEqual([]);
  });

  it('stops an LP when it is cancelled on the way', async () => {
    const model = bigLp();
    const solution = await solver.solve(model, {}, cancelledAfter(2));
    expect(solution.termination).toBe('cancelled');
    expect(inconsistencies(model, solution)).toEqual([]);
  });

  it('takes a good start and ends no worse', async () => {
    const model = marketSplit();
    const start = new Float64Array(model.columnCount);
    for (let i = 0; i < 4; i++) start[31 + 2 * i] = model.rowUpper[i] ?? 0;
    expect(violations(model, start)).toEqual([]);
    const solution = await solver.solve(model, { nodes: 1 }, undefined, { start });
    expect(inconsistencies(model, solution)).toEqual([]);
    expect(solution.quality).not.toBe('none');
    expect(solution.objective).toBeLessThanOrEqual(objectiveOf(model, start));
  });

  it.each([
    ['of another length', (n: number) => new Float64Array(n + 1)],
    ['with a value that is not a number', (n: number) => new Float64Array(n).fill(NaN)],
    ['outside the limits', (n: number) => new Float64Array(n).fill(5)],
    ['that is not whole', (n: number) => new Float64Array(n).fill(0.5)],
  ])('ignores a start %s, and says so', async (_, start) => {
    const model = knapsack(12);
    const plain = await solver.solve(model);
    const solution = await solver.solve(model, {}, undefined, { start: start(model.columnCount) });
    expect(solution).toMatchObject({ quality: 'optimal', objective: plain.objective });
    expect(solution.message).toMatch(/start was ignored/);
  });

  it('stops within the gap that is asked, and does not call that optimal unless it is', async () => {
    const model = knapsack();
    const best = await solver.solve(model);
    const solution = await solver.solve(model, { relativeGap: 0.2 });
    expect(solution.termination).toBe('converged');
    expect(inconsistencies(model, solution)).toEqual([]);
    const objective = solution.objective ?? NaN;
    const bound = solution.bound ?? NaN;
    expect(bound - objective).toBeLessThanOrEqual(0.2 * objective);
    expect(bound).toBeGreaterThanOrEqual(best.objective ?? NaN);
    expect(solution.quality === 'optimal').toBe(bound - objective < 1e-6);
  });

  it('reports progress whose bound never denies its objective', async () => {
    const told: { objective: number | null; bound: number | null; nodes: number }[] = [];
    await solver.solve(marketSplit(), { nodes: 50 }, undefined, { onProgress: (p) => void told.push(p) });
    expect(told.length).toBeGreaterThan(0);
    for (const { objective, bound } of told) {
      if (objective !== null && bound !== null) expect(objective - bound).toBeGreaterThanOrEqual(-1e-6);
    }
  });

  it('lets an error of the listener through', async () => {
    const solving = solver.solve(marketSplit(), { nodes: 50 }, undefined, {
      onProgress: () => {
        throw new Error('listener');
      },
    });
    await expect(solving).rejects.toThrow('listener');
    expect((await solver.solve(knapsack(8))).quality).toBe('optimal');
  });

  it('solves the relaxation of a MILP when asked', async () => {
    const model = knapsack();
    const whole = await solver.solve(model);
    const relaxation = await solver.solve(model, {}, undefined, { relaxed: true });
    expect(relaxation).toMatchObject({ termination: 'converged', quality: 'optimal', nodes: 0 });
    expect(relaxation.rowDuals).toHaveLength(1);
    expect(relaxation.objective ?? NaN).toBeGreaterThanOrEqual(whole.objective ?? NaN);
  });

  it.each(['min', 'max'] as const)(
    'gives row duals and reduced costs that are true slopes, under %s',
    async (sense) => {
      const sign = sense === 'min' ? 1 : -1;
      const model = dense('slopes', sense, {
        cost: [4, 3, 6, 1].map((cost) => sign * cost),
        rows: [
          [6, [1, 2, 1, 0], ANY],
          [NONE, [2, -1, 1, 3], 12],
          [7, [3, 1, 4, 1], 7.5],
          [2, [0, 1, 0, -1], 2],
        ],
        lower: [0.25, 0, -2, NONE],
        upper: [3, 2.5, 1, 8],
      });
      const solution = await solver.solve(model);
      expect(solution.quality).toBe('optimal');
      const h = 1e-4;
      const slope = async (change: (by: number) => Model): Promise<number> => {
        const up = await solver.solve(change(h));
        const down = await solver.solve(change(-h));
        return ((up.objective ?? NaN) - (down.objective ?? NaN)) / (2 * h);
      };
      const moved = (array: Float64Array, index: number, by: number) =>
        array.map((v, i) => (i === index ? v + by : v));
      for (let row = 0; row < model.rowCount; row++) {
        const measured = await slope((by) => ({
          ...model,
          rowLower: moved(model.rowLower, row, by),
          rowUpper: moved(model.rowUpper, row, by),
        }));
        expect(solution.rowDuals?.[row]).toBeCloseTo(measured, 5);
      }
      for (let column = 0; column < model.columnCount; column++) {
        const measured = await slope((by) =>
          withBounds(model, moved(model.lower, column, by), moved(model.upper, column, by)),
        );
        expect(solution.reducedCosts?.[column]).toBeCloseTo(measured, 5);
      }
      expect(dualBound(model, solution.rowDuals ?? new Float64Array())).toBeCloseTo(
        solution.objective ?? NaN,
        6,
      );
    },
  );

  it('gives the same answer to the same question, whatever was asked in between', async () => {
    const first = await solver.solve(knapsack());
    for (const { model } of instances) await solver.solve(model());
    expect(await solver.solve(knapsack())).toEqual(first);
  });
});

describe('js-lp', () => {
  it('tells the version of the package that is installed', () => {
    const { version } = createRequire(import.meta.url)('javascript-lp-solver/package.json');
    expect(jsLp.version).toBe(version);
  });
});

describe('HiGHS from a basis', () => {
  const b = new ModelBuilder('chain', 'max');
  for (let j = 0; j < 40; j++) b.column({ cost: 1 + (j % 7), upper: 10 });
  for (let i = 0; i < 39; i++) b.row(-Infinity, 5 + (i % 4), [i, i + 1], [1, 1 + (i % 3)]);
  const model = b.build();

  it('goes on from the basis of a similar solve with fewer pivots', async () => {
    const cold = await highs.solve(model);
    expect(cold.basis).not.toBeNull();
    const dearer = withObjective(
      model,
      model.cost.map((cost, j) => cost + (j === 3 ? 0.25 : 0)),
      'max',
    );
    const warm = await highs.solve(dearer, {}, undefined, cold.basis === null ? {} : { basis: cold.basis });
    const again = await highs.solve(dearer);
    expect(warm.objective).toBeCloseTo(again.objective ?? NaN, 8);
    expect(warm.iterations).toBeLessThanOrEqual(5);
    expect(warm.message).toBeNull();
  });

  it('ignores a basis of another model, and says so', async () => {
    const cold = await highs.solve(model);
    const longer = withRows(model, [{ upper: 3, columns: [0, 5], values: [1, 1] }]);
    const solution = await highs.solve(
      longer,
      {},
      undefined,
      cold.basis === null ? {} : { basis: cold.basis },
    );
    expect(solution.quality).toBe('optimal');
    expect(solution.message).toMatch(/basis was ignored/);
  });
});

interface Sketch {
  readonly sense: 'min' | 'max';
  readonly columns: readonly {
    readonly cost: number;
    readonly lower: number;
    readonly width: number;
    readonly whole: boolean;
  }[];
  readonly rows: readonly {
    readonly coefficients: readonly number[];
    readonly lower: number;
    readonly width: number;
    readonly kind: number;
  }[];
}

function sketches(whole: fc.Arbitrary<boolean>): fc.Arbitrary<Sketch> {
  const small = fc.integer({ min: -6, max: 6 });
  return fc.integer({ min: 1, max: 4 }).chain((n) =>
    fc.record({
      sense: fc.constantFrom('min' as const, 'max' as const),
      columns: fc.array(
        fc.record({
          cost: small,
          lower: fc.integer({ min: -3, max: 2 }),
          width: fc.integer({ min: 0, max: 4 }),
          whole,
        }),
        { minLength: n, maxLength: n },
      ),
      rows: fc.array(
        fc.record({
          coefficients: fc.array(small, { minLength: n, maxLength: n }),
          lower: fc.integer({ min: -12, max: 12 }),
          width: fc.integer({ min: 0, max: 8 }),
          kind: fc.integer({ min: 0, max: 3 }),
        }),
        { maxLength: 4 },
      ),
    }),
  );
}

function drawn({ sense, columns, rows }: Sketch): Model {
  return dense('drawn', sense, {
    cost: columns.map(({ cost }) => cost),
    lower: columns.map(({ lower }) => lower),
    upper: columns.map(({ lower, width }) => lower + width),
    integer: columns.flatMap(({ whole }, j) => (whole ? [j] : [])),
    rows: rows.map(({ coefficients, lower, width, kind }) =>
      kind === 0
        ? [NONE, coefficients, lower]
        : kind === 1
          ? [lower, coefficients, ANY]
          : kind === 2
            ? [lower, coefficients, lower]
            : [lower, coefficients, lower + width],
    ),
  });
}

/** The best of all whole points, or null. */
function enumerate(model: Model): number | null {
  let best: number | null = null;
  const point = Float64Array.from(model.lower);
  const visit = (column: number): void => {
    if (column === model.columnCount) {
      if (violations(model, point).length > 0) return;
      const objective = objectiveOf(model, point);
      best =
        best === null
          ? objective
          : model.sense === 'min'
            ? Math.min(best, objective)
            : Math.max(best, objective);
      return;
    }
    for (let value = model.lower[column] ?? 0; value <= (model.upper[column] ?? 0); value++) {
      point[column] = value;
      visit(column + 1);
    }
  };
  visit(0);
  return best;
}

describe('both backends', () => {
  it('find what trying every whole point finds', async () => {
    await fc.assert(
      fc.asyncProperty(sketches(fc.constant(true)), async (sketch) => {
        const model = drawn(sketch);
        const best = enumerate(model);
        for (const solver of solvers) {
          const solution = await solver.solve(model);
          expect(inconsistencies(model, solution)).toEqual([]);
          expect(solution.termination).toBe(best === null ? 'infeasible' : 'converged');
          if (best !== null) expect(solution.objective).toBeCloseTo(best, 6);
        }
      }),
      { numRuns: 250, seed: 1 },
    );
  });

  it('agree on linear and mixed programs', async () => {
    await fc.assert(
      fc.asyncProperty(sketches(fc.boolean()), fc.boolean(), async (sketch, relaxed) => {
        const model = drawn(sketch);
        const [one, other] = await Promise.all(
          solvers.map((s) => s.solve(model, {}, undefined, { relaxed })),
        );
        expect(one?.termination).toBe(other?.termination);
        expect(one?.quality).toBe(other?.quality);
        if (one?.objective != null) expect(other?.objective).toBeCloseTo(one.objective, 5);
      }),
      { numRuns: 250, seed: 2 },
    );
  });
});

describe('HiGHS over thousands of blocks', () => {
  it('answers 5,000 small programs without growing', async () => {
    const next = numbers(11);
    const models = Array.from({ length: 50 }, (_, k) => {
      const b = new ModelBuilder(`block${k}`, 'max');
      for (let j = 0; j < 20; j++) b.column({ cost: 1 + next(), upper: 1 });
      for (let i = 0; i < 10; i++) b.row(-Infinity, 2, [i, i + 5, i + 10, (i * 7) % 20], [1, 1, 1, 1]);
      return b.build();
    });
    const solveAll = async (times: number): Promise<void> => {
      for (let k = 0; k < times; k++) {
        const model = models[k % models.length];
        if (model === undefined) continue;
        const { quality } = await highs.solve(model);
        if (quality !== 'optimal') throw new Error(`${model.name} is ${quality}`);
      }
    };
    await solveAll(500);
    const { memoryBytes: before } = await runtime.ready();
    await solveAll(5000);
    expect((await runtime.ready()).memoryBytes).toBe(before);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHighs } from './backends/highs/index.js';
import { runtime } from './backends/highs/runtime.js';
import { createJsLp } from './backends/js-lp/index.js';
import { dense } from './conformance.js';
import { withRows } from './model-builder.js';
import { growing, type Model, type Solution, type Solver } from './types.js';

const highs = await createHighs();
const solvers: readonly Solver[] = [highs, createJsLp()];

const COLUMNS = 8;
const whole = (min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { minLength: COLUMNS, maxLength: COLUMNS });

interface Row {
  readonly values: readonly number[];
  readonly upper: number;
}
const row = fc.record({ values: whole(-2, 5), upper: fc.integer({ min: -1, max: 12 }) });

/** People whose hours are limited, eight at most each. */
const first = (cost: readonly number[]): Model =>
  dense('hours', 'max', { cost, rows: [[-Infinity, cost.map(() => 1), 20]], upper: cost.map(() => 8) });

const longer = (model: Model, rows: readonly Row[]): Model =>
  withRows(
    model,
    rows.map(({ values, upper }) => ({
      columns: values.map((_, column) => column),
      values,
      lower: -Infinity,
      upper,
    })),
  );

const outcome = ({ termination, objective }: Solution) => ({
  termination,
  objective: objective === null ? null : expect.closeTo(objective, 6),
});

describe.each(solvers)('a program that grows, $name', (solver) => {
  it('has at each length the optimum that it has by itself, also where it is infeasible in between, or another one', async () => {
    let infeasible = 0;
    await fc.assert(
      fc.asyncProperty(
        whole(-2, 9),
        fc.array(fc.array(row, { minLength: 0, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.option(whole(-2, 9), { nil: null }),
        async (cost, rounds, other) => {
          const program = growing(solver);
          let model = first(cost);
          for (const [round, rows] of rounds.entries()) {
            const alone = await solver.solve(model);
            infeasible += alone.termination === 'infeasible' ? 1 : 0;
            expect(await program.solve(model)).toMatchObject(outcome(alone));
            if (round === 1 && other) {
              const elsewhere = first(other);
              expect(await program.solve(elsewhere)).toMatchObject(outcome(await solver.solve(elsewhere)));
            }
            model = longer(model, rows);
          }
          program.end();
        },
      ),
      { seed: 20_130_311, numRuns: 150 },
    );
    expect(infeasible).toBeGreaterThan(5);
  });
});

describe('a program that grows, in HiGHS', () => {
  const cost = [3, 1, 4, 1, 5, 9, 2, 6];
  const rows: readonly Row[] = [
    { values: [1, 2, 1, 1, 2, 3, 1, 2], upper: 25 },
    { values: [0, 1, 2, 0, 1, 4, 0, 1], upper: 13 },
  ];

  it('goes on from its last optimum: as it was there is nothing left to do, and more rows take a step or two', async () => {
    const program = growing(highs);
    const model = first(cost);
    expect((await program.solve(model, {}, undefined, { presolve: false })).iterations).toBeGreaterThan(0);
    expect((await program.solve(model)).iterations).toBe(0);
    const more = longer(model, rows);
    const grown = await program.solve(more);
    const alone = await highs.solve(more, {}, undefined, { presolve: false });
    expect(grown.objective).toBeCloseTo(alone.objective ?? NaN, 9);
    expect(grown.iterations).toBeGreaterThan(0);
    expect((await program.solve(more)).iterations).toBe(0);
    program.end();
  });

  it('is begun anew after a limit, after the runtime is gone, and after its end', async () => {
    const program = growing(highs);
    const model = first(cost);
    const best = (await program.solve(model)).objective;
    const more = longer(model, rows);
    const cut = await program.solve(more, { iterations: 0 });
    expect(cut).toMatchObject({ termination: 'work-limit', quality: 'none' });
    const grown = await program.solve(more);
    expect(grown.quality).toBe('optimal');
    runtime.abandon();
    expect((await program.solve(more)).objective).toBeCloseTo(grown.objective ?? NaN, 9);
    program.end();
    expect((await program.solve(model)).objective).toBeCloseTo(best ?? NaN, 9);
    program.end();
  });
});

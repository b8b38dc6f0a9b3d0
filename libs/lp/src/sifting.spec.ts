import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHighs, type Model, ModelBuilder, sift, type Solver, violations } from './index.js';

/** People for the places of activities that may begin at several times: serving is linked to the time. */
interface Town {
  readonly wish: readonly (readonly number[])[];
  readonly places: readonly number[];
  readonly most: number;
}

const towns: fc.Arbitrary<Town> = fc
  .record({ people: fc.integer({ min: 2, max: 9 }), times: fc.integer({ min: 2, max: 6 }) })
  .chain(({ people, times }) =>
    fc.record({
      wish: fc.array(fc.array(fc.integer({ min: -3, max: 6 }), { minLength: times, maxLength: times }), {
        minLength: people,
        maxLength: people,
      }),
      places: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: times, maxLength: times }),
      most: fc.integer({ min: 1, max: 3 }),
    }),
  );

function programOf({ wish, places, most }: Town): Model {
  const builder = new ModelBuilder('town', 'max');
  const times = places.map(() => builder.column({ upper: 1 }));
  const serving = wish.map((row) => row.map((cost) => builder.column({ upper: 1, cost })));
  for (const row of serving) {
    row.forEach((column, time) => builder.row(-Infinity, 0, [column, times[time] ?? -1], [1, -1]));
    builder.row(-Infinity, most, row, Array<number>(row.length).fill(1));
  }
  places.forEach((count, time) => {
    const there = serving.map((row) => row[time] ?? -1);
    builder.row(
      -Infinity,
      0,
      [...there, times[time] ?? -1],
      [...Array<number>(there.length).fill(1), -count],
    );
  });
  builder.row(-Infinity, 1.5, times, Array<number>(times.length).fill(1));
  return builder.build();
}

describe('a linear program solved over few of its columns', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await createHighs();
  });

  it('has the optimum of the whole, and duals that prove it, from whichever basis it starts', async () => {
    await fc.assert(
      fc.asyncProperty(towns, fc.infiniteStream(fc.integer({ min: -5, max: 1 })), async (town, noise) => {
        const model = programOf(town);
        const whole = await solver.solve(model, {}, undefined, { relaxed: true });
        // Every column at its lower limit, whose worth is guessed: some that are needed are left out at first.
        const start = {
          basis: { columns: new Int32Array(model.columnCount), rows: new Int32Array(model.rowCount).fill(1) },
          reducedCosts: Float64Array.from({ length: model.columnCount }, () => noise.next().value ?? 0),
          room: 1,
        };
        const few = await sift(solver, model, start, {}, undefined);
        // It may give up; it must not err.
        if (few === null) return;
        expect(few.objective).toBeCloseTo(whole.objective ?? Number.NaN, 5);
        expect(violations(model, few.values).filter(({ kind }) => kind !== 'integrality')).toEqual([]);
        const again = await solver.solve(model, {}, undefined, { relaxed: true, basis: few.basis });
        expect(again.message).toBeNull();
        expect(again.objective).toBeCloseTo(few.objective, 5);
        few.reducedCosts.forEach((gain, column) => {
          if ((few.values[column] ?? 0) < 1 - 1e-9) expect(gain).toBeLessThanOrEqual(1e-6);
        });
      }),
      { seed: 20_130_309, numRuns: 60 },
    );
  });

  it('lets in a column that was left out and is needed', async () => {
    const model = programOf({ wish: [[5], [1]], places: [1], most: 1 });
    const start = {
      basis: { columns: new Int32Array(3), rows: new Int32Array(model.rowCount).fill(1) },
      reducedCosts: Float64Array.of(1, -9, 1),
      room: 1,
    };
    const found = await sift(solver, model, start, {}, undefined);
    expect(found?.objective).toBeCloseTo(5);
    expect(Array.from(found?.values ?? [])).toEqual([1, 1, 0]);
  });
});

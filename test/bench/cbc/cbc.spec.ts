import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHighs, ModelBuilder, type Solver } from '@heli/lp';
import { type Cbc, cbcVersion, createCbc } from './cbc.js';

const version = await cbcVersion();
if (version === null) console.warn('cbc is not installed: the specs that run it are skipped');

(version === null ? describe.skip : describe)('CBC on LP files', () => {
  let highs: Solver;
  let cbc: Cbc;
  beforeAll(async () => {
    highs = await createHighs();
    cbc = await createCbc(highs);
  });
  afterAll(() => cbc.close());

  /** Which of four things of 5, 4, 3 and 1 kg fit into 7.5 kg, and how much sand fills the rest, 3.1 a kg. */
  const knapsack = (sense: 'min' | 'max') => {
    const sign = sense === 'max' ? 1 : -1;
    const builder = new ModelBuilder('knapsack', sense);
    const things = [50, 41, 30, 9].map((cost) =>
      builder.column({ lower: 0, upper: 1, integer: true, cost: sign * cost }),
    );
    const sand = builder.column({ lower: 0, upper: 10, cost: sign * 3.1 });
    builder.row(-Infinity, 7.5, [...things, sand], [5, 4, 3, 1, 1]);
    return builder.build();
  };

  it.each(['max', 'min'] as const)('finds the same optimum as HiGHS, %s', async (sense) => {
    const model = knapsack(sense);
    const [answer, expected] = [await cbc.solve(model), await highs.solve(model)];
    expect(answer).toMatchObject({ termination: 'converged', quality: 'optimal' });
    expect(answer.objective).toBeCloseTo(expected.objective ?? NaN, 6);
    expect(answer.bound).toBe(answer.objective);
  });

  it('gives columns that are not whole the digits that its files leave out', async () => {
    const builder = new ModelBuilder('share', 'max');
    const share = builder.column({ lower: 0, upper: 1000, cost: -1 });
    const come = builder.column({ lower: 1, upper: 1, integer: true });
    builder.row(-Infinity, 0, [come, share], [100_000, -420_001]); // share ≥ 100000 / 420001
    const { values, objective } = await cbc.solve(builder.build());
    expect(values?.[0]).toBeCloseTo(100_000 / 420_001, 12);
    expect(objective).toBeCloseTo(-100_000 / 420_001, 12);
  });

  it('keeps the point that it was given to start from where it finds none as good', async () => {
    const model = knapsack('max');
    const start = Float64Array.of(1, 0, 0, 1, 0);
    const answer = await cbc.solve(model, { timeMs: 0 }, undefined, { start });
    expect(answer.objective).toBeGreaterThanOrEqual(59);
    expect(answer.quality).not.toBe('none');
    const broken = await cbc.solve(model, { timeMs: 0 }, undefined, {
      start: Float64Array.of(1, 1, 1, 1, 0),
    });
    expect(broken.objective ?? 0).toBeLessThan(100);
  });

  it('says that there is no point where none can be', async () => {
    const builder = new ModelBuilder('half', 'max');
    const a = builder.column({ lower: 0, upper: 1, integer: true, cost: 1 });
    builder.row(0.4, 0.6, [a], [1]);
    const answer = await cbc.solve(builder.build());
    expect(answer).toMatchObject({ termination: 'infeasible', quality: 'none', values: null });
  });
});

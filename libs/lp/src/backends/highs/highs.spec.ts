import { describe, expect, it } from '@jest/globals';
import { ModelBuilder } from '../../model-builder.js';
import { createHighs } from './index.js';

const solver = await createHighs();

function workshop(sense: 'max' | 'min' = 'max') {
  const b = new ModelBuilder('workshop', sense);
  const sign = sense === 'max' ? 1 : -1;
  const chairs = b.column({ cost: 30 * sign, name: 'chairs', integer: true });
  const tables = b.column({ cost: 50 * sign, name: 'tables', integer: true });
  b.row(-Infinity, 40, [chairs, tables], [1, 2], 'carpentry');
  b.row(-Infinity, 50, [chairs, tables], [2, 1], 'finishing');
  return b.build();
}

describe('HiGHS', () => {
  it('makes 20 chairs and 10 tables', async () => {
    const solution = await solver.solve(workshop());
    expect(solution).toMatchObject({
      termination: 'converged',
      quality: 'optimal',
      objective: 1100,
      bound: 1100,
      message: null,
    });
    expect([...(solution.values ?? [])]).toEqual([20, 10]);
  });

  it('prices the hours the same way for gain and for loss', async () => {
    const gain = await solver.solve(workshop('max'), {}, undefined, { relaxed: true });
    const loss = await solver.solve(workshop('min'), {}, undefined, { relaxed: true });
    expect([...(gain.rowDuals ?? [])]).toEqual([expect.closeTo(70 / 3), expect.closeTo(10 / 3)]);
    expect([...(loss.rowDuals ?? [])]).toEqual([expect.closeTo(-70 / 3), expect.closeTo(-10 / 3)]);
  });

  it('finds the same prices by its interior-point method, with a basis from which simplex has nothing left to do', async () => {
    const model = workshop();
    const inside = await solver.solve(model, {}, undefined, {
      relaxed: true,
      interior: true,
      presolve: false,
    });
    expect(inside).toMatchObject({ quality: 'optimal', iterations: 0, objective: expect.closeTo(1100) });
    expect([...(inside.rowDuals ?? [])]).toEqual([expect.closeTo(70 / 3), expect.closeTo(10 / 3)]);
    const { basis } = inside;
    const again = await solver.solve(model, {}, undefined, {
      relaxed: true,
      presolve: false,
      ...(basis ? { basis } : {}),
    });
    expect(again).toMatchObject({ iterations: 0, objective: expect.closeTo(1100) });
    // The way of one solve is not that of the next.
    expect((await solver.solve(model, {}, undefined, { relaxed: true, presolve: false })).iterations).toBe(2);
  });

  it('says which of unbounded and infeasible it is', async () => {
    const b = new ModelBuilder('ray', 'max');
    const x = b.column({ cost: 1 });
    const y = b.column({ cost: 1 });
    b.row(-Infinity, 3, [x, y], [1, -1]);
    expect((await solver.solve(b.build())).termination).toBe('unbounded');
    b.row(5, Infinity, [x, y], [1, -1]);
    expect((await solver.solve(b.build())).termination).toBe('infeasible');
  });
});

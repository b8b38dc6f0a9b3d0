import { describe, expect, it } from '@jest/globals';
import { activity, helpers, on, person, planFor, season, solver } from '../testing/season-builder.js';
import { lexicographic } from './lexicographic.js';
import { Neighbourhood } from './neighbourhood.js';
import { boundByPrices } from './prices.js';
import { openWorkbench } from './workbench.js';

/** Who serves at the clinic, the surgery open too where it is said so; four want to and three may. */
async function bounds(open: number[]): Promise<{ real: number; byPrices: number | null }> {
  const place = { roles: [helpers(2)] };
  const problem = season({
    volunteers: [person('li'), person('wang'), person('zhao')],
    activities: [
      activity('clinic', on(7, '09:00'), place),
      activity('surgery', on(7, '09:00'), place),
      activity('kitchen', on(9, '09:00'), place),
    ],
  });
  const bench = openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
  const { season: compiled, standing } = bench;
  const [, coverage] = standing.order.before;
  if (!coverage) throw new Error('coverage is an aim');
  const part = new Neighbourhood(compiled, new Set(open), standing.decided).part();
  const found = await lexicographic(part, 'residual', [coverage], [], bench.means());
  const relaxed = await lexicographic(part, 'relaxed', [coverage], [], bench.means());
  if (found.kind !== 'best' || relaxed.kind !== 'best' || !found.prices) throw new Error('no plan');
  const points = part.around.points(coverage);
  const other = part.model('relaxed', (column) => points[column] ?? 0);
  return { real: relaxed.values[0] ?? NaN, byPrices: boundByPrices(found.prices, other) };
}

describe('the prices of a part', () => {
  it('bound what it could make whatever the rest does', async () => {
    for (const open of [[0], [1], [2], [0, 1], [0, 2], [0, 1, 2]]) {
      const { real, byPrices } = await bounds(open);
      expect(byPrices).not.toBeNull();
      expect(byPrices ?? 0).toBeGreaterThanOrEqual(real - 1e-6);
    }
  });

  it('prove all that there is where the rest holds nothing that is short', async () => {
    const { real, byPrices } = await bounds([2]);
    expect(byPrices).toBeCloseTo(real, 6);
  });
});

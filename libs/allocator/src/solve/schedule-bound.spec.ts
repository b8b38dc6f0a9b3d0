import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Problem } from '@heli/contracts';
import { activity, gift, helpers, on, person, season, solver } from '../testing/season-builder.js';
import { stateOf } from '../testing/season-state.js';
import { keeps } from './couplings.js';
import { ForcedSchedule } from './forced-schedule.js';
import { proofBySchedule } from './schedule-bound.js';
import { SeasonProgram } from './season-program.js';

interface Wish {
  readonly day: number;
  readonly yuan: number;
  readonly places: number;
  readonly priority: number;
}

/** Activities that all want money of one gift; everybody may serve twice in the season. */
const oneGift = (yuan: number, wishes: readonly Wish[], pinned: readonly number[] = []): Problem =>
  season({
    pins: pinned.map((position) => ({ type: 'hold-activity', activityId: `wish-${position}` })),
    volunteers: ['wang', 'zhao', 'sun', 'li'].map((id) => person(id, { limits: { activitiesPerSeason: 2 } })),
    donations: [gift('gift', yuan * 100)],
    activities: wishes.map(({ day, yuan: cost, places, priority }, position) =>
      activity(`wish-${position}`, on(day, '09:00'), {
        priority,
        roles: [helpers(places)],
        budget: [{ id: 'tea', purpose: 'tea', minFen: cost * 100 }],
      }),
    ),
  });

/** The program of one tier, its linear program solved, and its best whole-number point. */
async function programOf(problem: Problem, tier: 'held' | 'coverage') {
  const engine = await solver();
  const state = await stateOf(problem);
  const points = state.before[state.tiers.before.findIndex(({ name }) => name === tier)];
  const program = new SeasonProgram(state, points ?? new Float64Array(0), []);
  expect(await program.relax()).toBe(true);
  const { relaxation } = program;
  const best = await engine.solve(program.model);
  if (!relaxation || best.objective === null || !best.values) throw new Error('no best plan');
  return { program, relaxation, best: best.objective, point: best.values };
}

describe('a gift that cannot pay for everything', () => {
  it('pays for whole activities: one of three at 60 yuan out of 100, where the linear program has one and two thirds', async () => {
    const wishes = [3, 4, 5].map((day) => ({ day, yuan: 60, places: 1, priority: 1 }));
    const { program, relaxation } = await programOf(oneGift(100, wishes), 'held');
    expect(program.objective).toBeCloseTo(5 / 3, 6);
    const proof = await proofBySchedule(program, relaxation);
    expect(proof?.bound).toBeCloseTo(1, 6);
    expect(proof?.dropped).toHaveLength(2);
  });

  it('has to pay for what nothing else can make up for', async () => {
    const wishes = [
      { day: 3, yuan: 60, places: 1, priority: 5 },
      { day: 4, yuan: 60, places: 1, priority: 1 },
      { day: 5, yuan: 60, places: 1, priority: 1 },
    ];
    const { program, relaxation, best, point } = await programOf(oneGift(100, wishes), 'held');
    const proof = await proofBySchedule(program, relaxation);
    if (!proof) throw new Error('the gift is scarce');
    const rows = await new ForcedSchedule(program, proof, best).rowsWithin(new Set(program.columns));
    const at = new Map(Array.from(program.columns, (column, index) => [column, point[index] ?? 0]));
    expect(rows.filter(({ lower }) => lower === 1)).toHaveLength(1);
    expect(rows.every((row) => keeps(row, (column) => at.get(column) ?? 0))).toBe(true);
  });

  it('is no question where it pays for everything', async () => {
    const wishes = [3, 4, 5].map((day) => ({ day, yuan: 60, places: 1, priority: 1 }));
    const { program, relaxation } = await programOf(oneGift(180, wishes), 'held');
    expect(await proofBySchedule(program, relaxation)).toBeNull();
  });

  it('never makes the bound fall below the best plan, nor asks for what that does not do, whatever was promised before', async () => {
    const wish = fc.record({
      day: fc.integer({ min: 3, max: 5 }),
      yuan: fc.integer({ min: 0, max: 90 }),
      places: fc.integer({ min: 0, max: 4 }),
      priority: fc.integer({ min: 1, max: 9 }),
    });
    let scarce = 0;
    const check = async (
      yuan: number,
      wishes: readonly Wish[],
      tier: 'held' | 'coverage',
      promised: boolean,
    ): Promise<void> => {
      const pinned = promised && (wishes[0]?.yuan ?? 0) <= yuan ? [0] : [];
      const { program, relaxation, best, point } = await programOf(oneGift(yuan, wishes, pinned), tier);
      const proof = await proofBySchedule(program, relaxation);
      if (!proof) return;
      scarce += 1;
      expect(proof.bound).toBeGreaterThanOrEqual(best - 1e-6);
      expect(proof.bound).toBeLessThanOrEqual(program.objective + 1e-6);
      const at = new Map(Array.from(program.columns, (column, index) => [column, point[index] ?? 0]));
      for (const row of await new ForcedSchedule(program, proof, best).rowsWithin(new Set(program.columns)))
        expect(keeps(row, (column) => at.get(column) ?? 0)).toBe(true);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 40, max: 250 }),
        fc.array(wish, { minLength: 3, maxLength: 8 }),
        fc.constantFrom('held' as const, 'coverage' as const),
        fc.boolean(),
        check,
      ),
      { seed: Number(process.env.HELI_SEED ?? 20_130_309), numRuns: Number(process.env.HELI_RUNS ?? 60) },
    );
    expect(scarce).toBeGreaterThan(10);
  });
});

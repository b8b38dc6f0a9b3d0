import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Problem } from '@heli/contracts';
import { activity, gift, helpers, on, person, season } from '../testing/season-builder.js';
import { stateOf } from '../testing/season-state.js';
import { within } from './capped-season.js';
import { keepsModel } from './keeps.js';
import { SeasonProgram, totals } from './season-program.js';
import { serveAll } from './service.js';
import { type SeasonState } from './state.js';

interface Wish {
  readonly day: number;
  readonly yuan: number;
  readonly places: number;
}

/** Two hours each, paid by one gift for all, with four people who may serve three times. */
const shortOfMoney = (yuan: number, wishes: readonly Wish[]): Problem =>
  season({
    volunteers: ['wang', 'zhao', 'sun', 'li'].map((id) => person(id, { limits: { activitiesPerSeason: 3 } })),
    donations: [gift('gift', yuan * 100)],
    activities: wishes.map(({ day, yuan: cost, places }, position) =>
      activity(`wish-${position}`, on(day, '09:00'), {
        priority: 1,
        roles: [helpers(places)],
        budget: [{ id: 'tea', purpose: 'tea', minFen: cost * 100 }],
      }),
    ),
  });

/** The season served, and everybody's load limited to so many activities. */
async function served(problem: Problem, most: number): Promise<SeasonState> {
  const state = await stateOf(problem);
  await serveAll(state, () => undefined);
  const minutes = problem.activities[0]?.durationMinutes ?? 0;
  for (const row of state.couplings.loadRow) if (row >= 0) state.couplings.get(row).upper = most * minutes;
  return state;
}

const pointsOf = (state: SeasonState): number[] =>
  state.before.map((points) =>
    Math.round(points.reduce((sum, value, column) => sum + value * (state.values[column] ?? 0), 0)),
  );

describe('a season that is short of money, with caps on what each may carry', () => {
  it('cannot spare anybody the second turn where three activities for two of four people each can be paid', async () => {
    const wishes = [3, 4, 5, 6].map((day) => ({ day, yuan: 30, places: 2 }));
    const state = await served(shortOfMoney(100, wishes), 1);
    expect(pointsOf(state)[0]).toBe(3);
    expect(await within(state, () => undefined)).toBe('impossible');
  });

  it('finds the plan in which everybody serves once where there is one', async () => {
    const wishes = [3, 4, 5].map((day) => ({ day, yuan: 40, places: 2 }));
    const state = await served(shortOfMoney(100, wishes), 1);
    const before = pointsOf(state);
    expect(await within(state, () => undefined)).toBe('found');
    expect(pointsOf(state)).toEqual(before);
    for (const row of state.couplings.loadRow)
      expect(state.couplings.activity(row, state.values)).toBeLessThanOrEqual(
        state.couplings.get(row).upper + 1e-6,
      );
  });

  it('says impossible only where branch and cut over the whole season says so too, and found only with a plan', async () => {
    const wish = fc.record({
      day: fc.integer({ min: 3, max: 6 }),
      yuan: fc.integer({ min: 10, max: 90 }),
      places: fc.integer({ min: 1, max: 4 }),
    });
    const verdicts = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 40, max: 250 }),
        fc.array(wish, { minLength: 3, maxLength: 7 }),
        fc.integer({ min: 0, max: 3 }),
        async (yuan, wishes, most) => {
          const state = await served(shortOfMoney(yuan, wishes), most);
          const made = pointsOf(state);
          const points = state.before.at(-1) ?? new Float64Array(0);
          const { model } = new SeasonProgram(state, points, totals(state, state.before.slice(0, -1)));
          const best = await state.effort.solver.solve(model);
          const verdict = await within(state, () => undefined);
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
          const possible = best.objective !== null && best.objective >= (made.at(-1) ?? 0) - 1e-6;
          if (verdict === 'impossible') expect(possible).toBe(false);
          if (verdict === 'found') {
            expect(possible).toBe(true);
            expect(pointsOf(state)).toEqual(made);
            expect(keepsModel(state.built.model, state.values)).toBe(true);
          }
        },
      ),
      { seed: Number(process.env.HELI_SEED ?? 20_130_309), numRuns: Number(process.env.HELI_RUNS ?? 60) },
    );
    expect(verdicts.get('impossible') ?? 0).toBeGreaterThan(5);
    expect(verdicts.get('found') ?? 0).toBeGreaterThan(5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Problem } from '@heli/contracts';
import { type CancelSignal, type Solution, type Solver, type SolveOptions } from '@heli/lp';
import { activity, helpers, on, person, season, solver } from '../testing/season-builder.js';
import { stateOf } from '../testing/season-state.js';
import { SeasonProgram } from './season-program.js';
import { type SeasonState } from './state.js';

const COMMUNITIES = ['hongmiao', 'balizhuang'];
const DAYS = Array.from({ length: 14 }, (_, day) => day + 3);
const HOURS = ['09:00', '13:00', '17:00'];
const PEOPLE = 50;
/** Points of coverage of a place. */
const PLACE = 10;
/** Everybody serves. */
const MOST = 2 * PEOPLE * PLACE;

/**
 * Two communities with three services a day each, two places in each; everybody serves once at most, and the first so many
 * of each community in both. So wide that it is worth a start from the communities.
 */
const shortOfPeople = (roaming: number): Problem =>
  season({
    communities: COMMUNITIES.map((id) => ({ id, name: id })),
    volunteers: COMMUNITIES.flatMap((communityId) =>
      Array.from({ length: PEOPLE }, (_, number) =>
        person(`${communityId}-${number}`, {
          communityId,
          servesCommunityIds: number < roaming ? COMMUNITIES : [],
          limits: { activitiesPerSeason: 1 },
        }),
      ),
    ),
    activities: COMMUNITIES.flatMap((communityId) =>
      DAYS.flatMap((day) =>
        HOURS.map((hour) =>
          activity(`${communityId}-${day}-${hour}`, on(day, hour), { communityId, roles: [helpers(2)] }),
        ),
      ),
    ),
  });

/** Ways of solving a linear program, as `SeasonProgram` asks for them. */
type Way = 'from a basis' | 'simplex' | 'interior';

const wayOf = ({ interior, basis }: SolveOptions): Way =>
  interior === true ? 'interior' : basis ? 'from a basis' : 'simplex';

interface Seen {
  readonly way: Way;
  readonly near: boolean | undefined;
  readonly signal: CancelSignal | undefined;
}

/** An engine for which some ways are too long, as for degenerate programs; it tells what the season's were solved by. */
async function engineWithout(
  hopeless: readonly Way[],
  columns: number,
): Promise<{ engine: Solver; seen: Seen[] }> {
  const highs = await solver();
  const seen: Seen[] = [];
  const engine: Solver = {
    name: highs.name,
    version: highs.version,
    async solve(model, limits, signal, options = {}): Promise<Solution> {
      const way = wayOf(options);
      const answer = await highs.solve(model, limits, undefined, options);
      if (model.columnCount !== columns) return answer;
      seen.push({ way, near: options.near, signal });
      return hopeless.includes(way)
        ? {
            ...answer,
            ...{ termination: 'work-limit', quality: 'none', basis: null },
            ...{ values: null, objective: null, bound: null, rowDuals: null, reducedCosts: null },
          }
        : answer;
    },
  };
  return { engine, seen };
}

const coverage = (state: SeasonState): Float64Array => state.before[1] ?? new Float64Array(0);

async function relaxed(hopeless: readonly Way[], atOnce: number, roaming = PEOPLE) {
  const plain = await stateOf(shortOfPeople(roaming));
  const columns = new SeasonProgram(plain, coverage(plain), []).model.columnCount;
  const { engine, seen } = await engineWithout(hopeless, columns);
  const state = await stateOf(shortOfPeople(roaming), { solver: engine, atOnce });
  const first = new SeasonProgram(state, coverage(state), []);
  const solved = await first.relax();
  const ways = seen.splice(0);
  const later = new SeasonProgram(state, coverage(state), []);
  await later.relax();
  return { solved, first, later, ways, laterWays: seen.map(({ way }) => way), tangled: state.tangled };
}

describe('the linear program of a season', () => {
  it('is solved from the optima of its communities, which are near its own', async () => {
    const { solved, first, ways, laterWays, tangled } = await relaxed([], 1, 1);
    expect(solved).toBe(true);
    expect(first.objective).toBeCloseTo(MOST, 6);
    expect(ways).toMatchObject([{ way: 'from a basis', near: true }]);
    expect(laterWays).toEqual(['from a basis']);
    expect(tangled).toBe(false);
  });

  it.each([1, 2])(
    'where these are far, is that of simplex from nothing, whether a thread is to spare or not: %i at once',
    async (atOnce) => {
      const alone = await relaxed(['from a basis'], 1);
      const { solved, first, ways, laterWays, tangled } = await relaxed(['from a basis'], atOnce);
      expect(solved).toBe(true);
      expect(first.relaxation).toEqual(alone.first.relaxation);
      expect(ways.map(({ way }) => way).sort()).toEqual(
        atOnce === 1 ? ['from a basis', 'simplex'] : ['from a basis', 'interior', 'simplex'],
      );
      // Who began beside it hears that it is no longer wanted.
      for (const { way, signal } of ways) if (way === 'interior') expect(signal?.aborted).toBe(true);
      expect(tangled).toBe(true);
      expect(laterWays).toEqual(['interior']);
    },
  );

  it.each([1, 2])(
    'where simplex is too long as well, is that of the interior-point method: %i at once',
    async (atOnce) => {
      const { solved, first, later, ways } = await relaxed(['from a basis', 'simplex'], atOnce);
      expect(solved).toBe(true);
      expect(first.objective).toBeCloseTo(MOST, 6);
      expect(ways.map(({ way }) => way).sort()).toEqual(['from a basis', 'interior', 'simplex']);
      expect(later.objective).toBeCloseTo(MOST, 6);
    },
  );

  it('where no way leads there, has no answer', async () => {
    const { solved, first, ways } = await relaxed(['from a basis', 'simplex', 'interior'], 2);
    expect(solved).toBe(false);
    expect(ways.map(({ way }) => way).sort()).toEqual(['from a basis', 'interior', 'simplex']);
    expect(first.relaxation).toBeNull();
  });

  it('in a season in which everybody competes, is not taken to be near its optimum afterwards', async () => {
    const near: (boolean | undefined)[] = [];
    const highs = await solver();
    const state = await stateOf(shortOfPeople(1), {
      solver: {
        ...highs,
        solve(model, limits, signal, options = {}) {
          if (options.basis) near.push(options.near);
          return highs.solve(model, limits, signal, options);
        },
      },
    });
    const program = new SeasonProgram(state, coverage(state), []);
    expect(await program.relax()).toBe(true);
    await program.without([]);
    state.tangled = true;
    await program.without([]);
    expect(near).toEqual([true, true, false]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Problem } from '@heli/contracts';
import { activity, helpers, on, person, season, solver } from '../testing/season-builder.js';
import { stateOf } from '../testing/season-state.js';
import { PART_SIZES, partsOf, type PartSizes } from './components.js';
import { keeps } from './couplings.js';
import { keepsBlock, keepsCouplings } from './keeps.js';
import { Refinement, type SumProof } from './refine.js';
import { boundOf, leftOf, proofByRegions, rowsOf } from './region-bounds.js';
import { RegionProofs } from './region-proofs.js';
import { joinedRegionsOf, regionsOf } from './regions.js';
import { SeasonProgram, totals } from './season-program.js';
import { serveAll } from './service.js';
import { type SeasonState } from './state.js';

/** However small: what nothing ties together is apart. */
const APART: PartSizes = { ...PART_SIZES, least: 0 };
/** However small: one community a part. */
const BY_COMMUNITY: PartSizes = { least: 0, widest: 0, together: 0 };

const DAYS = [3, 4, 5, 6, 7];
const COMMUNITIES = ['hongmiao', 'balizhuang'];

/** One a day in each community, for two helpers each. */
const services = () =>
  COMMUNITIES.flatMap((communityId) =>
    DAYS.map((day) =>
      activity(`${communityId}-${day}`, on(day, '09:00'), { communityId, roles: [helpers(2)] }),
    ),
  );

/**
 * Two communities with five services each, three helpers for two places; everybody may serve three times and likes one
 * kind of thing. Who roams serves in both.
 */
const twoCommunities = (roaming: readonly string[]): Problem =>
  season({
    communities: COMMUNITIES.map((id) => ({ id, name: id })),
    volunteers: COMMUNITIES.flatMap((communityId, home) =>
      ['a', 'b', 'c', 'd'].map((letter, position) =>
        person(`${letter}-${communityId}`, {
          communityId,
          servesCommunityIds: roaming.includes(`${letter}-${communityId}`) ? COMMUNITIES : [],
          limits: { activitiesPerSeason: 3 },
          wishes: {
            activityIds: DAYS.filter((day) => (day + position) % 2 === 0).map(
              (day) => `${COMMUNITIES[home] ?? ''}-${day}`,
            ),
          },
        }),
      ),
    ),
    activities: services(),
  });

async function served(problem: Problem): Promise<SeasonState> {
  const state = await stateOf(problem);
  await serveAll(state, () => undefined);
  return state;
}

/** Refined in parts of the given sizes; the plan keeps every row between them. */
async function refined(problem: Problem, sizes: PartSizes): Promise<SumProof> {
  const state = await served(problem);
  const proof = await new Refinement(state, 0, sizes).run(() => undefined);
  expect(state.states.every((entry) => keepsBlock(state, entry.block) && keepsCouplings(state, entry))).toBe(
    true,
  );
  return proof;
}

describe('parts of a season', () => {
  it('are the communities where nobody serves in two', async () => {
    const parts = partsOf(await served(twoCommunities([])), APART);
    expect(parts.map(({ blocks, tied }) => ({ activities: blocks.length, tied }))).toEqual([
      { activities: 5, tied: false },
      { activities: 5, tied: false },
    ]);
  });

  it('are one where somebody does', async () => {
    const parts = partsOf(await served(twoCommunities(['a-hongmiao'])), APART);
    expect(parts.map(({ blocks, tied }) => ({ activities: blocks.length, tied }))).toEqual([
      { activities: 10, tied: false },
    ]);
  });

  it('are communities, said to be tied, where one program would be too wide', async () => {
    const parts = partsOf(await served(twoCommunities(['a-hongmiao'])), BY_COMMUNITY);
    expect(parts.map(({ blocks, tied }) => ({ activities: blocks.length, tied }))).toEqual([
      { activities: 5, tied: true },
      { activities: 5, tied: true },
    ]);
  });

  it('put together where they are small', async () => {
    expect(partsOf(await served(twoCommunities([])), PART_SIZES)).toHaveLength(1);
  });
});

describe('wishes decided part by part', () => {
  it('come to what one program comes to, and the bounds add up to its bound', async () => {
    const whole = await refined(twoCommunities([]), PART_SIZES);
    expect(whole.value).toBe(whole.bound);
    expect(await refined(twoCommunities([]), APART)).toEqual(whole);
  });

  it('where parts are tied, are a plan of the season and a bound of it', async () => {
    const problem = twoCommunities(['a-hongmiao', 'b-balizhuang']);
    const whole = await refined(problem, PART_SIZES);
    expect(whole.value).toBe(whole.bound);
    const apart = await refined(problem, BY_COMMUNITY);
    expect(apart.value).toBeLessThanOrEqual(whole.value);
    expect(apart.bound).toBeGreaterThanOrEqual(whole.value);
  });

  it('give nobody to both sides at a time who wishes for both', async () => {
    const wished = { activityIds: services().map(({ id }) => id) };
    const people = COMMUNITIES.flatMap((communityId) =>
      ['a', 'b', 'c', 'd'].map((letter) =>
        person(`${letter}-${communityId}`, {
          communityId,
          servesCommunityIds: [...COMMUNITIES],
          ...(letter === 'a' ? { wishes: wished } : {}),
        }),
      ),
    );
    const communities = COMMUNITIES.map((id) => ({ id, name: id }));
    const apart = await refined(
      season({ communities, volunteers: people, activities: services() }),
      BY_COMMUNITY,
    );
    expect(apart.bound).toBeGreaterThanOrEqual(apart.value);
  });
});

describe('wishes bounded region by region', () => {
  const everybody = COMMUNITIES.flatMap((home) => ['a', 'b', 'c', 'd'].map((letter) => `${letter}-${home}`));

  it('never fall below what the best plan makes, and no plan as good is below a floor', async () => {
    const engine = await solver();
    let joins = 0;
    const check = async (roaming: readonly string[]): Promise<void> => {
      const state = await served(twoCommunities(roaming));
      const program = new SeasonProgram(
        state,
        state.after[0] ?? new Float64Array(0),
        totals(state, state.before),
      );
      expect(await program.relax()).toBe(true);
      const { relaxation } = program;
      const best = await engine.solve(program.model);
      if (!relaxation || best.objective === null || !best.values) throw new Error('no best plan');
      const nothing = new Float64Array(program.model.columnCount);
      const { index } = state.built;
      const { tightened, columns } = program;
      const byCommunity = await proofByRegions(
        program,
        relaxation,
        nothing,
        0,
        regionsOf(index, tightened, columns, 0),
      );
      if (!byCommunity) throw new Error('two communities are two regions');
      // What they are spared is all that branching on them could take off, and nothing is left after it.
      const plain = regionsOf(index, tightened, columns, 0);
      const spared = await proofByRegions(program, relaxation, nothing, Infinity, plain);
      if (!spared) throw new Error('two communities are two regions');
      expect(boundOf(spared)).toBeCloseTo(program.objective, 5);
      expect(boundOf(byCommunity)).toBeGreaterThanOrEqual(boundOf(spared) - leftOf(spared) - 1e-6);
      expect(leftOf(byCommunity)).toBeLessThan(1e-6);
      const search = new RegionProofs(program, 0);
      const split = search.next();
      const first = split && (await search.prove(split, nothing, Infinity));
      if (!first) throw new Error('two communities are two regions');
      // Against a plan that makes nothing they were spared everything, which is more than they can be asked for.
      expect(await search.further(nothing, leftOf(first))).toBeNull();
      const further = await search.further(nothing, leftOf(first) / 2);
      if (!further) throw new Error('they were spared more than half of what they were spared');
      expect(boundOf(further)).toBeGreaterThanOrEqual(best.objective - 1e-6);
      expect(boundOf(further)).toBeLessThanOrEqual(boundOf(first) + 1e-6);
      expect(leftOf(further)).toBeLessThanOrEqual(leftOf(first) / 4 + 1e-6);
      // What regions are joined is free: here, by any row that both have.
      const worth = new Float64Array(tightened.rowCount).fill(1);
      const wide = joinedRegionsOf(index, tightened, columns, worth, columns.length);
      const joined = await proofByRegions(program, relaxation, nothing, 0, wide);
      joins += wide.length;
      expect(joinedRegionsOf(index, tightened, columns, worth, columns.length - 1)).toEqual([]);
      const at = new Map(Array.from(program.columns, (column, place) => [column, best.values?.[place] ?? 0]));
      for (const proof of joined ? [byCommunity, joined] : [byCommunity]) {
        expect(boundOf(proof)).toBeGreaterThanOrEqual(best.objective - 1e-6);
        expect(boundOf(proof)).toBeLessThanOrEqual(program.objective + 1e-6);
        for (const row of rowsOf(proof, best.objective, program.columns))
          expect(keeps(row, (column) => at.get(column) ?? 0)).toBe(true);
      }
      for (const row of search.rows(best.objective))
        expect(keeps(row, (column) => at.get(column) ?? 0)).toBe(true);
      // With both communities in one region nothing is left between them, nor open.
      if (joined) expect(boundOf(joined)).toBeCloseTo(best.objective, 5);
    };
    await fc.assert(fc.asyncProperty(fc.subarray(everybody), check), { seed: 20_130_309, numRuns: 12 });
    expect(joins).toBeGreaterThan(0);
  });
});

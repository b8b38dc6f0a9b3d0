import { describe, expect, it } from '@jest/globals';
import { type Problem, type TradeOffs } from '@heli/contracts';
import {
  activity,
  gift,
  hall,
  helpers,
  on,
  person,
  planFor,
  season,
  solver,
} from '../../testing/season-builder.js';
import { verifyDocument } from '../../verify.js';
import { openWorkbench } from '../workbench.js';
import { type Menu, type TradeOffAsked, tradeOffs } from './trade-offs.js';

interface Asking extends TradeOffAsked {
  /** Milliseconds that each look at the clock takes, and those that there are for the answer. */
  readonly tick?: number;
  readonly timeMs?: number;
}

async function weighed(problem: Problem, { tick = 0, timeMs, ...ask }: Asking): Promise<Menu> {
  let now = 0;
  const workbench = openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => (now += tick) },
    ...(timeMs === undefined ? {} : { limits: { timeMs } }),
  });
  const found = await tradeOffs(workbench, ask);
  if (found.kind !== 'menu') throw new Error(JSON.stringify(found.faults));
  return found;
}

const inShort = ({ points }: TradeOffs) =>
  points.map(({ values: { places, cost, disruption } }) => ({ places, cost, disruption }));

/** The opera takes place in the theatre, which seats all who come; the yard is free and seats half of them. */
const opera = (): Problem =>
  season({
    volunteers: [person('li'), person('wang')],
    venues: [hall('theatre', { capacity: 200, costFen: 80_000 }), hall('yard', { capacity: 100 })],
    donations: [gift('firm', 100_000)],
    activities: [
      activity('opera', on(7, '19:00'), {
        venue: { minCapacity: 50 },
        expectedAttendance: 200,
        roles: [helpers(2)],
        budget: [{ id: 'tea', purpose: 'tea', minFen: 1_000, targetFen: 5_000 }],
      }),
    ],
  });

describe('a menu of plans', () => {
  it('offers the free yard, at the price of seats and of two people who hear of it', async () => {
    const { answer } = await weighed(opera(), { measures: ['cost', 'coverage', 'disruption'] });
    expect(answer.storedIs).toBe('pareto');
    expect(inShort(answer)).toContainEqual({ places: 2, cost: 1_000, disruption: 2 });
    const yard = answer.points.find(({ values }) => values.cost === 1_000 && values.places === 2);
    expect(yard).toMatchObject({
      proven: true,
      people: ['li', 'wang'],
      change: { cost: -80_000, coverage: -10 },
    });
  });

  it('counts what has to be paid, not what was given out beyond', async () => {
    const { answer } = await weighed(opera(), { measures: ['coverage', 'cost'] });
    expect(answer.stored.cost).toBe(81_000);
  });

  it('drops an activity only where the council asks for fewer held', async () => {
    const kept = await weighed(opera(), { measures: ['cost', 'coverage'] });
    expect(Math.min(...kept.answer.points.map(({ values }) => values.cost))).toBe(1_000);
    const free = await weighed(opera(), { measures: ['cost', 'coverage'], heldAtLeast: 0 });
    expect(Math.min(...free.answer.points.map(({ values }) => values.cost))).toBe(0);
  });

  it('has a plan behind each point that belongs to the same problem and verifies', async () => {
    const problem = opera();
    const { answer, document } = await weighed(problem, {});
    expect(answer.points.length).toBeGreaterThan(0);
    answer.points.forEach((_, at) => {
      expect(verifyDocument(problem, document(at))).toEqual([]);
    });
  });

  it('refuses to keep more held activities than the plan has', async () => {
    const workbench = openWorkbench(opera(), await planFor(opera()), {
      solver: await solver(),
      clock: { now: () => 0 },
    });
    expect(await tradeOffs(workbench, { heldAtLeast: 6 })).toMatchObject({
      kind: 'refused',
      faults: [{ pointer: '/heldAtLeast', code: 'HELD_FLOOR_TOO_HIGH', value: 6 }],
    });
  });

  it('says that the time was up, and claims no proof that it does not have', async () => {
    const { answer } = await weighed(opera(), { tick: 60, timeMs: 1_000 });
    expect(answer.ended).toBe('time-limit');
    for (const { proven, bounds } of answer.points) expect(proven).toBe(bounds.every(({ exact }) => exact));
  });

  it('tells what it costs in places that nobody carries much', async () => {
    const problem = season({
      volunteers: [person('li', { offeredMinutes: 480 })],
      activities: [
        activity('morning', on(7, '09:00'), { roles: [helpers(1)] }),
        activity('evening', on(7, '18:00'), { roles: [helpers(1)] }),
      ],
    });
    const { priceOfFairness } = (await weighed(problem, { measures: ['coverage', 'fairness'] })).answer;
    expect(priceOfFairness).toMatchObject({
      without: { fairness: 0.5, places: 2 },
      with: { fairness: 0, places: 0 },
      leastShare: 0,
      price: { coverage: { atLeast: 20, atMost: 20 }, places: 2 },
    });
  });
});

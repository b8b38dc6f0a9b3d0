import { describe, expect, it } from '@jest/globals';
import { type Problem, type Recruitment } from '@heli/contracts';
import {
  activity,
  equipment,
  hall,
  helpers,
  on,
  person,
  planFor,
  season,
  solver,
  team,
} from '../../testing/season-builder.js';
import { openWorkbench } from '../workbench.js';
import { recruitNext, type RecruitOptions } from './recruit-next.js';
import { bestApart, bestWithin, mostOf, type Use } from './worth.js';

async function recruit(problem: Problem, options: RecruitOptions = {}): Promise<Recruitment> {
  const workbench = openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
  return recruitNext(workbench, options);
}

const first = ({ scarce }: Recruitment) => scarce[0];

describe('what to recruit next', () => {
  it('is one cook for every Saturday morning, who fills a place each week', async () => {
    const problem = season({
      skills: [{ id: 'cook', name: '厨艺' }],
      volunteers: [person('li')],
      activities: [7, 14, 21].map((day) =>
        activity(`lunch-${day}`, on(day, '09:00'), { roles: [helpers(1, { skillIds: ['cook'] })] }),
      ),
    });
    const found = await recruit(problem);
    expect(found).toMatchObject({ considered: 1, solved: 1, untried: 0, priced: true });
    expect(first(found)).toMatchObject({
      what: { unit: 'person', skillIds: ['cook'], weekdays: [6], from: '09:00', to: '11:00' },
      activities: 0,
      places: 3,
      exact: true,
      atMost: [
        { tier: 'held', points: 0 },
        { tier: 'coverage', points: 30 },
      ],
    });
  });

  it('is money where an activity lacks it, told by what one activity costs', async () => {
    const problem = season({
      activities: [activity('tea', on(7, '09:00'), { budget: [{ id: 't', purpose: 'tea', minFen: 300 }] })],
    });
    expect(first(await recruit(problem))).toMatchObject({
      what: { unit: 'money', purposes: ['tea'], amountFen: 300 },
      activities: 1,
      fenPerActivity: 300,
    });
  });

  it('is a tent, a choir or an hour of the hall, the most useful first', async () => {
    const problem = season({
      equipment: [equipment('tent', 1)],
      groups: [team('choir', { tags: ['choir'] })],
      venues: [hall('hall', { opening: [] })],
      activities: [
        activity('fair', on(7, '09:00'), { priority: 3, equipment: [{ type: 'tent', quantity: 2 }] }),
        activity('opera', on(8, '09:00'), { priority: 9, venue: {} }),
        activity('feast', on(9, '09:00'), {
          priority: 6,
          groups: [{ id: 'music', count: 2, tags: ['choir'] }],
        }),
      ],
    });
    const { scarce } = await recruit(problem);
    expect(scarce.map(({ what, tiers }) => [what.unit, tiers[0]?.change])).toEqual([
      ['venue-slot', 9],
      ['group', 6],
      ['equipment', 3],
    ]);
    expect(scarce.map(({ atMost }) => atMost[0]?.points)).toEqual([9, 6, 3]);
  });

  it('leaves out what is proven to be of no use', async () => {
    // A second helper alone cannot save an activity that has no hall either.
    const problem = season({
      volunteers: [person('li')],
      activities: [activity('opera', on(7, '09:00'), { venue: {}, roles: [helpers(2, { min: 2 })] })],
    });
    const found = await recruit(problem);
    expect(found).toMatchObject({ considered: 1, worthless: 1, solved: 0, scarce: [] });
  });

  it('confirms nothing that there was no time to solve', async () => {
    const problem = season({ activities: [activity('walk', on(7, '09:00'), { roles: [helpers(1)] })] });
    expect(await recruit(problem, { timeMs: 0 })).toMatchObject({
      scarce: [],
      considered: 1,
      solved: 0,
      untried: 1,
    });
  });
});

describe('what one more can do at given prices', () => {
  const use = (start: number, end: number, price: number, upper = 1): Use => ({ start, end, price, upper });

  it('is the best set of uses that do not overlap', () => {
    expect(bestApart([use(0, 60, 3), use(30, 90, 5), use(60, 120, 4), use(120, 180, 1)])).toBe(8);
    expect(bestApart([])).toBe(0);
  });

  it('is no more than the minutes allow, the last use in part', () => {
    expect(bestWithin([use(0, 60, 6), use(60, 180, 6), use(200, 260, 3)], 120)).toBe(9);
  });

  it('is for money the best price for every fen, and no more than the lines take', () => {
    const money = { unit: 'money' as const, communityId: 'hongmiao', purposes: ['tea'], amountFen: 500 };
    expect(mostOf(money, [use(0, 0, 2, 100), use(0, 0, 1, 100)])).toBe(300);
    expect(mostOf({ ...money, amountFen: 50 }, [use(0, 0, 2, 100), use(0, 0, 1, 100)])).toBe(100);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type FundAllocation, type Problem } from '@heli/contracts';
import { compileSeason } from '../season/season.js';
import {
  activity,
  type Decision,
  gift,
  hall,
  on,
  planWith,
  season,
  solver,
} from '../testing/season-builder.js';
import { verifyPlan } from '../verify.js';
import { fundPlan } from './money.js';

const line = (
  id: string,
  minFen: number,
  targetFen = minFen,
): { id: string; purpose: string; minFen: number; targetFen: number } => ({
  id,
  purpose: id,
  minFen,
  targetFen,
});

async function fund(
  problem: Problem,
  decisions: Readonly<Record<string, Decision>>,
): Promise<FundAllocation[] | null> {
  const plan = planWith(problem, decisions);
  const funds = await fundPlan(compileSeason(problem), plan, await solver(), {}, undefined);
  if (funds) expect(verifyPlan(problem, { ...plan, fundAllocations: funds })).toEqual([]);
  return funds;
}
const sum = (funds: readonly FundAllocation[] | null, by: (entry: FundAllocation) => boolean): number =>
  (funds ?? []).filter(by).reduce((total, { amountFen }) => total + amountFen, 0);

const festival = (
  donations: ReturnType<typeof gift>[],
  budget = [line('tea', 500, 900)],
  more: Partial<Parameters<typeof season>[0]> = {},
): Problem =>
  season({
    donations,
    venues: [hall('hall', { costFen: 300 })],
    activities: [
      activity('fest', on(7, '18:00'), { kind: 'festival', budget }),
      activity('class', on(14, '18:00'), { kind: 'training', budget }),
    ],
    ...more,
  });

describe('dividing the money', () => {
  it('covers the minimum and goes on to the target where gifts allow', async () => {
    expect(sum(await fund(festival([gift('li', 2_000)]), { fest: {} }), () => true)).toBe(900);
    expect(sum(await fund(festival([gift('li', 700)]), { fest: {} }), () => true)).toBe(700);
  });

  it('says that there is not enough rather than pay a part', async () => {
    expect(await fund(festival([gift('li', 499)]), { fest: {} })).toBeNull();
    expect(await fund(festival([gift('li', 999)]), { fest: {}, class: {} })).toBeNull();
    expect(await fund(festival([gift('li', 1_000)]), { fest: {}, class: {} })).toHaveLength(2);
  });

  it('leaves alone what an earmark or a date keeps away', async () => {
    const gifts = [
      gift('training', 5_000, { earmark: { kinds: ['training'] } }),
      gift('print', 5_000, { earmark: { purposes: ['print'] } }),
      gift('late', 5_000, { availableFrom: on(7, '18:01') }),
      gift('gone', 5_000, { expiresAt: on(7, '18:00') }),
      gift('free', 600),
    ];
    const funds = await fund(festival(gifts), { fest: {} });
    expect(funds).toEqual([{ activityId: 'fest', budgetLineId: 'tea', donationId: 'free', amountFen: 600 }]);
  });

  it('spends narrow gifts before those that could pay for anything', async () => {
    const funds = await fund(
      festival([
        gift('free', 900),
        gift('narrow', 900, { earmark: { kinds: ['festival'], purposes: ['tea'] } }),
      ]),
      { fest: {} },
    );
    expect(funds).toEqual([expect.objectContaining({ donationId: 'narrow', amountFen: 900 })]);
  });

  it('spends gifts that expire first before the others', async () => {
    const funds = await fund(
      festival([gift('lasting', 900), gift('expiring', 400, { expiresAt: on(8, '00:00') })]),
      {
        fest: {},
      },
    );
    expect(sum(funds, ({ donationId }) => donationId === 'expiring')).toBe(400);
    expect(sum(funds, ({ donationId }) => donationId === 'lasting')).toBe(500);
  });

  it('does not take a minimum away from one activity to reach the target of another', async () => {
    const funds = await fund(festival([gift('li', 1_100)]), { fest: {}, class: {} });
    expect(sum(funds, ({ activityId }) => activityId === 'fest')).toBeGreaterThanOrEqual(500);
    expect(sum(funds, ({ activityId }) => activityId === 'class')).toBeGreaterThanOrEqual(500);
    expect(sum(funds, () => true)).toBe(1_100);
  });

  it('gives the free gift to the one that no other gift may pay for', async () => {
    const funds = await fund(
      festival(
        [gift('free', 500), gift('fests', 500, { earmark: { kinds: ['festival'] } })],
        [line('tea', 500)],
      ),
      { fest: {}, class: {} },
    );
    expect(funds).toEqual([
      { activityId: 'fest', budgetLineId: 'tea', donationId: 'fests', amountFen: 500 },
      { activityId: 'class', budgetLineId: 'tea', donationId: 'free', amountFen: 500 },
    ]);
  });

  it('divides in whole fen and never more than a gift holds', async () => {
    const gifts = [gift('a', 333), gift('b', 334), gift('c', 335, { earmark: { kinds: ['training'] } })];
    const funds = await fund(festival(gifts, [line('tea', 167, 333), line('print', 1, 334)]), {
      fest: {},
      class: {},
    });
    expect(funds).not.toBeNull();
    for (const { amountFen } of funds ?? []) expect(Number.isInteger(amountFen)).toBe(true);
    for (const { id, amountFen } of gifts)
      expect(sum(funds, ({ donationId }) => donationId === id)).toBeLessThanOrEqual(amountFen);
    expect(sum(funds, () => true)).toBe(1_002);
  });

  it('pays the price of the hall in full, and nothing beyond', async () => {
    const booked = { fest: { venue: 'hall' } };
    const more = {
      activities: [activity('fest', on(7, '18:00'), { kind: 'festival', venue: {}, budget: [] })],
    };
    const funds = await fund(festival([gift('li', 2_000)], [], more), booked);
    expect(funds).toEqual([{ activityId: 'fest', budgetLineId: 'venue', donationId: 'li', amountFen: 300 }]);
    expect(await fund(festival([gift('li', 299)], [], more), booked)).toBeNull();
  });

  it('needs no gifts where nothing costs anything', async () => {
    expect(await fund(festival([], []), { fest: {}, class: {} })).toEqual([]);
    expect(await fund(festival([], [line('tea', 0)]), { fest: {} })).toEqual([]);
    expect(await fund(festival([], [line('tea', 0, 100)]), { fest: {} })).toEqual([]);
  });
});

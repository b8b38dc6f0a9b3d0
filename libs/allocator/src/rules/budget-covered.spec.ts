import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '@heli/calendar';
import {
  activity,
  brokenBy,
  gift,
  hall,
  heldIn,
  on,
  planFor,
  season,
  verdict,
} from '../testing/season-builder.js';
import { earmarkAllows, payableAt } from './budget-covered.js';

const tea = (
  minFen: number,
  targetFen?: number,
): { id: string; purpose: string; minFen: number; targetFen?: number } => ({
  id: 'tea',
  purpose: 'tea',
  minFen,
  ...(targetFen === undefined ? {} : { targetFen }),
});
const party = (
  gifts: ReturnType<typeof gift>[],
  more: Parameters<typeof activity>[2] = { budget: [tea(500)] },
): ReturnType<typeof season> =>
  season({
    groups: [{ id: 'choir', name: 'choir', communityId: 'hongmiao', availability: [] }],
    donations: gifts,
    venues: [hall('hall', { costFen: 300 })],
    activities: [activity('party', on(7, '18:00'), { kind: 'festival', ...more })],
  });
const spent = (...funds: [string, string, number][]): Parameters<typeof verdict>[1] => ({ party: { funds } });

describe('budget covered', () => {
  it('drops the party rather than hold it a fen short', async () => {
    expect(heldIn(await planFor(party([gift('li', 499)])))).toEqual([]);
    expect(heldIn(await planFor(party([gift('li', 500)])))).toEqual(['party']);
    expect(heldIn(await planFor(party([gift('li', 250), gift('wang', 250)])))).toEqual(['party']);
  });

  it.each([
    ['another kind', { earmark: { kinds: ['training' as const] } }],
    ['another community', { earmark: { communityIds: ['balizhuang'] } }],
    ['a host group, and the party has none', { earmark: { hostGroupIds: ['choir'] } }],
    ['another purpose', { earmark: { purposes: ['print'] } }],
    ['later', { availableFrom: on(7, '18:01') }],
    ['earlier: it expires the minute the party starts', { expiresAt: on(7, '18:00') }],
  ])('drops the party rather than spend a gift meant for %s', async (_words, more) => {
    const problem = {
      ...party([gift('li', 500, more)]),
      communities: [
        { id: 'hongmiao', name: '红庙社区', timeZone: 'Asia/Shanghai' },
        { id: 'balizhuang', name: '八里庄社区', timeZone: 'Asia/Shanghai' },
      ],
    };
    expect(heldIn(await planFor(problem))).toEqual([]);
    expect(verdict(problem, spent(['tea', 'li', 500]))).toEqual([
      expect.objectContaining({
        rule: 'budget-covered',
        activityIds: ['party'],
        resourceIds: ['li'],
        start: on(7, '18:00'),
        end: on(7, '20:00'),
      }),
    ]);
  });

  it('spends a gift that fits in every respect, up to the last minute', async () => {
    const fitting = gift('li', 500, {
      earmark: { kinds: ['festival'], communityIds: ['hongmiao'], purposes: ['tea'] },
      availableFrom: on(7, '18:00'),
      expiresAt: on(7, '18:01'),
    });
    expect((await planFor(party([fitting]))).fundAllocations).toEqual([
      { activityId: 'party', budgetLineId: 'tea', donationId: 'li', amountFen: 500 },
    ]);
    expect(brokenBy(party([fitting]), spent(['tea', 'li', 500]))).toEqual([]);
  });

  it('names a party that has a fen too little or a fen more than it asked for', () => {
    const problem = party([gift('li', 5_000)], { budget: [tea(500, 800)] });
    expect(brokenBy(problem, spent(['tea', 'li', 500]))).toEqual([]);
    expect(brokenBy(problem, spent(['tea', 'li', 800]))).toEqual([]);
    for (const [amount, words] of [
      [499, /at least 500 are needed/],
      [801, /it asked for 800/],
    ] as const) {
      const found = verdict(problem, spent(['tea', 'li', amount]));
      expect(found).toEqual([
        expect.objectContaining({ rule: 'budget-covered', activityIds: ['party'], start: on(7, '18:00') }),
      ]);
      expect(found[0]?.message).toMatch(words);
    }
  });

  it('pays the exact price of a booked hall, and names any other sum', async () => {
    const booked = party([gift('li', 299), gift('wang', 1)], { venue: {} });
    const plan = await planFor(booked);
    expect(plan.fundAllocations.map(({ budgetLineId, amountFen }) => [budgetLineId, amountFen])).toEqual([
      ['venue', 299],
      ['venue', 1],
    ]);
    const at = (...funds: [string, string, number][]): string[] =>
      brokenBy(booked, { party: { venue: 'hall', funds } });
    expect(at(['venue', 'li', 299], ['venue', 'wang', 1])).toEqual([]);
    expect(at(['venue', 'li', 299])).toEqual(['budget-covered']);
    expect(at()).toEqual(['budget-covered']);
    expect(brokenBy(party([gift('li', 500)], {}), spent(['venue', 'li', 1]))).toEqual(['budget-covered']);
    expect(heldIn(await planFor(party([gift('li', 299)], { venue: {} })))).toEqual([]);
  });

  it('spends no fen twice, however far apart the parties are', async () => {
    const problem = season({
      donations: [gift('li', 999)],
      activities: [
        activity('spring', on(7, '18:00'), { budget: [tea(500)], priority: 1 }),
        activity('summer', on(28, '18:00'), { budget: [tea(500)], priority: 9 }),
      ],
    });
    expect(heldIn(await planFor(problem))).toEqual(['summer']);
    const found = verdict(problem, {
      spring: { funds: [['tea', 'li', 500]] },
      summer: { funds: [['tea', 'li', 500]] },
    });
    expect(found).toEqual([
      expect.objectContaining({
        rule: 'budget-covered',
        activityIds: ['spring', 'summer'],
        resourceIds: ['li'],
      }),
    ]);
    expect(found[0]?.message).toMatch(/1000 fen .* it has 999/);
  });

  it('knows an earmark by kind, community, host and purpose, an empty list allowing all', () => {
    const { activities, donations } = party(
      [
        gift('free', 1),
        gift('kind', 1, { earmark: { kinds: ['festival'] } }),
        gift('host', 1, { earmark: { hostGroupIds: ['choir'] } }),
        gift('both', 1, { earmark: { kinds: ['festival'], purposes: ['print'] } }),
      ],
      { hostGroupId: 'choir', budget: [tea(1)] },
    );
    const [held] = activities;
    if (!held) throw new Error('no party');
    expect(donations.map((donation) => earmarkAllows(donation, held, 'tea'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(donations.map((donation) => earmarkAllows(donation, held, 'print'))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('pays for starts from the first minute of a gift and not in its last', () => {
    const [dated] = party([
      gift('li', 1, { availableFrom: on(7, '18:00'), expiresAt: on(8, '18:00') }),
    ]).donations;
    if (!dated) throw new Error('no gift');
    const minutes = [on(7, '17:59'), on(7, '18:00'), on(8, '17:59'), on(8, '18:00')];
    expect(minutes.map((start) => payableAt(dated, parseInstant(start)))).toEqual([false, true, true, false]);
  });

  it('counts a sum as large as any file may hold', async () => {
    const most = 1_000_000_000_000;
    expect(heldIn(await planFor(party([gift('li', most)], { budget: [tea(most)] })))).toEqual(['party']);
    expect(heldIn(await planFor(party([gift('li', most - 1)], { budget: [tea(most)] })))).toEqual([]);
    const two = season({
      donations: [gift('li', most - 1)],
      activities: [
        activity('spring', on(7, '18:00'), { budget: [tea(most / 2)] }),
        activity('summer', on(28, '18:00'), { budget: [tea(most / 2)] }),
      ],
    });
    expect(heldIn(await planFor(two))).toHaveLength(1);
  });
});

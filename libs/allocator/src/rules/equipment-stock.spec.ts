import { describe, expect, it } from '@jest/globals';
import {
  activity,
  brokenBy,
  equipment,
  heldIn,
  on,
  planFor,
  planWith,
  season,
  verdict,
} from '../testing/season-builder.js';
import { verifyPlan } from '../verify.js';

const communities = [
  { id: 'hongmiao', name: '红庙社区' },
  { id: 'balizhuang', name: '八里庄社区' },
];
const tents = (
  stock: ReturnType<typeof equipment>[],
  ...demands: readonly (readonly [string, number])[]
): ReturnType<typeof season> =>
  season({
    communities,
    equipment: stock,
    activities: demands.map(([time, quantity], index) =>
      activity(`fair${index + 1}`, on(7, time), {
        equipment: [{ type: 'tent', quantity }],
        priority: index + 1,
      }),
    ),
  });

describe('equipment stock', () => {
  it('drops the fair rather than lend one tent twice at a time', async () => {
    expect(heldIn(await planFor(tents([equipment('tent', 3)], ['09:00', 2], ['10:59', 2])))).toEqual([
      'fair2',
    ]);
    expect(heldIn(await planFor(tents([equipment('tent', 3)], ['09:00', 2], ['11:00', 2])))).toEqual([
      'fair1',
      'fair2',
    ]);
    expect(heldIn(await planFor(tents([equipment('tent', 4)], ['09:00', 2], ['10:59', 2])))).toEqual([
      'fair1',
      'fair2',
    ]);
    expect(heldIn(await planFor(tents([equipment('tent', 2)], ['09:00', 3])))).toEqual([]);
  });

  it('waits for the turnaround before a tent goes out again', async () => {
    const drying = [equipment('tent', 2, { turnaroundMinutes: 60 })];
    expect(heldIn(await planFor(tents(drying, ['09:00', 2], ['11:59', 2])))).toEqual(['fair2']);
    expect(heldIn(await planFor(tents(drying, ['09:00', 2], ['12:00', 2])))).toEqual(['fair1', 'fair2']);
    const lent = { fair1: { loans: { tent: 2 } }, fair2: { loans: { tent: 2 } } };
    expect(brokenBy(tents(drying, ['09:00', 2], ['12:00', 2]), lent)).toEqual([]);
    expect(verdict(tents(drying, ['09:00', 2], ['11:59', 2]), lent)).toEqual([
      expect.objectContaining({
        rule: 'equipment-stock',
        activityIds: ['fair1', 'fair2'],
        resourceIds: ['tent'],
        start: on(7, '11:59'),
      }),
    ]);
  });

  const two = [
    equipment('a', 2, { type: 'tent' }),
    equipment('b', 1, { type: 'tent', communityId: 'balizhuang', servesCommunityIds: ['hongmiao'] }),
    equipment('c', 9, { type: 'tent', communityId: 'balizhuang' }),
    equipment('drum', 9),
  ];

  it('adds up the tents of several owners, and none of those that do not lend to this community', async () => {
    const plan = await planFor(tents(two, ['09:00', 3]));
    expect(plan.equipmentLoans).toEqual([
      { activityId: 'fair1', equipmentId: 'a', quantity: 2 },
      { activityId: 'fair1', equipmentId: 'b', quantity: 1 },
    ]);
    expect(heldIn(await planFor(tents(two, ['09:00', 4])))).toEqual([]);
  });

  it('names too few and too many, a stranger’s tent, and things nobody asked for', () => {
    const problem = tents(two, ['09:00', 3]);
    expect(brokenBy(problem, { fair1: { loans: { a: 2, b: 1 } } })).toEqual([]);
    const wrong: [Record<string, number>, string[]][] = [
      [{ a: 2 }, ['a']],
      [{ a: 3 }, ['a']],
      [{ a: 2, c: 1 }, ['c']],
      [{ a: 2, b: 1, drum: 1 }, ['drum']],
      [{ a: 1, b: 2 }, ['b']],
    ];
    for (const [loans, resourceIds] of wrong)
      expect(verdict(problem, { fair1: { loans } })).toContainEqual(
        expect.objectContaining({
          rule: 'equipment-stock',
          activityIds: ['fair1'],
          resourceIds,
          start: on(7, '09:00'),
        }),
      );
  });

  it('adds up a loan that is written in two lines', () => {
    const problem = tents([equipment('tent', 3)], ['09:00', 3]);
    const plan = planWith(problem, { fair1: { loans: { tent: 2 } } });
    const line = (quantity: number): (typeof plan.equipmentLoans)[number] => ({
      activityId: 'fair1',
      equipmentId: 'tent',
      quantity,
    });
    expect(verifyPlan(problem, { ...plan, equipmentLoans: [line(2), line(1)] })).toEqual([]);
    expect(
      verifyPlan(problem, { ...plan, equipmentLoans: [line(2), line(2)] }).map(({ rule }) => rule),
    ).toContain('equipment-stock');
  });
});

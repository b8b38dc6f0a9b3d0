import { describe, expect, it } from '@jest/globals';
import {
  activity,
  brokenBy,
  heldIn,
  helpers,
  on,
  planFor,
  season,
  verdict,
} from '../testing/season-builder.js';

const course = (
  training: string[],
  service: string[],
  more: Parameters<typeof activity>[2] = {},
): ReturnType<typeof season> =>
  season({
    activities: [
      activity('training', training, { kind: 'training', ...more }),
      activity('service', service, { predecessorIds: ['training'], priority: 9 }),
    ],
  });

describe('predecessors', () => {
  it('holds the training early enough, though either time would do for the training alone', async () => {
    const plan = await planFor(course([on(14, '09:00'), on(7, '09:00')], [on(7, '10:59'), on(7, '11:00')]));
    expect(plan.scheduled.map(({ start }) => start)).toEqual([on(7, '09:00'), on(7, '11:00')]);
  });

  it('drops an important service whose training cannot be held, or not in time', async () => {
    const needy = { roles: [helpers(1, { min: 1 })] };
    expect(heldIn(await planFor(course([on(7, '09:00')], [on(14, '09:00')], needy)))).toEqual([]);
    expect(heldIn(await planFor(course([on(7, '09:00')], [on(7, '10:59')])))).toEqual(['training']);
    expect(heldIn(await planFor(course([on(7, '09:00')], [on(7, '11:00')])))).toEqual([
      'training',
      'service',
    ]);
  });

  it('names both activities when the first is not over, or dropped', () => {
    const problem = course([on(7, '09:00')], [on(7, '11:00'), on(7, '10:59')]);
    expect(brokenBy(problem, { training: {}, service: {} })).toEqual([]);
    for (const decisions of [{ training: {}, service: { start: on(7, '10:59') } }, { service: {} }])
      expect(verdict(problem, decisions)).toEqual([
        expect.objectContaining({ rule: 'predecessors', activityIds: ['service', 'training'] }),
      ]);
  });

  it('follows a chain of four through weeks that otherwise have nothing to do with each other', async () => {
    const step = (id: string, day: number, before: string[]): ReturnType<typeof activity> =>
      activity(id, on(day, '09:00'), { predecessorIds: before, priority: before.length === 0 ? 1 : 5 });
    const chain = [step('a', 2, []), step('b', 9, ['a']), step('c', 16, ['b']), step('d', 23, ['c', 'a'])];
    expect(heldIn(await planFor(season({ activities: chain })))).toEqual(['a', 'b', 'c', 'd']);
    const dropped = season({ activities: chain, pins: [{ type: 'drop-activity', activityId: 'a' }] });
    expect(heldIn(await planFor(dropped))).toEqual([]);
  });
});

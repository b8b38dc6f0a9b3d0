import { describe, expect, it } from '@jest/globals';
import {
  activity,
  brokenBy,
  helpers,
  on,
  person,
  planFor,
  season,
  verdict,
} from '../testing/season-builder.js';

const nightAndMorning = (second: string, own?: number, policy = 0): ReturnType<typeof season> =>
  season({
    policy: { minRestMinutes: policy },
    volunteers: [person('ana', own === undefined ? {} : { minRestMinutes: own })],
    activities: [
      activity('night', on(7, '20:00'), { roles: [helpers(1)] }),
      activity('morning', second, { roles: [helpers(1)] }),
    ],
  });
const both = { night: { people: { helper: ['ana'] } }, morning: { people: { helper: ['ana'] } } };
const served = async (problem: ReturnType<typeof season>): Promise<number> =>
  (await planFor(problem)).assignments.length;

describe('minimum rest', () => {
  it('leaves the morning open rather than break a night’s rest by a minute', async () => {
    expect(await served(nightAndMorning(on(8, '08:59'), 660))).toBe(1);
    expect(await served(nightAndMorning(on(8, '09:00'), 660))).toBe(2);
  });

  it('names the person, both activities and the minutes between them', () => {
    expect(brokenBy(nightAndMorning(on(8, '09:00'), 660), both)).toEqual([]);
    const [found, ...others] = verdict(nightAndMorning(on(8, '08:59'), 660), both);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'minimum-rest',
      volunteerIds: ['ana'],
      activityIds: ['night', 'morning'],
      start: on(7, '20:00'),
    });
    expect(found?.message).toMatch(/659 minutes between .*660 are needed/);
  });

  it('takes the longer of a person’s rest and the policy’s', async () => {
    expect(await served(nightAndMorning(on(8, '08:59'), 10, 660))).toBe(1);
    expect(await served(nightAndMorning(on(8, '08:59'), 660, 10))).toBe(1);
    expect(await served(nightAndMorning(on(8, '08:59'), undefined, 660))).toBe(1);
    expect(brokenBy(nightAndMorning(on(8, '08:59'), 10, 660), both)).toEqual(['minimum-rest']);
  });

  it('keeps a rest of two days', async () => {
    expect(await served(nightAndMorning(on(9, '21:59'), 2_880))).toBe(1);
    expect(await served(nightAndMorning(on(9, '22:00'), 2_880))).toBe(2);
  });
});

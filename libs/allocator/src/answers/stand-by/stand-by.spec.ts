import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Problem, type StandByPlace } from '@heli/contracts';
import { activity, helpers, on, person, planFor, season, solver } from '../../testing/season-builder.js';
import { openWorkbench } from '../workbench.js';
import { probabilityOfAtLeast } from './attendance.js';
import { standBy, type StandByOptions } from './stand-by.js';

async function listFor(problem: Problem, options?: StandByOptions) {
  const workbench = openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
  return standBy(workbench, options);
}

const namesIn = (place: StandByPlace | undefined): string[] =>
  (place?.reserves ?? []).map(({ volunteerId }) => volunteerId);

const assigned = (activityId: string, volunteerId: string, roleId = 'helper') => ({
  type: 'assign' as const,
  activityId,
  roleId,
  volunteerId,
});

describe('a stand-by list', () => {
  it('names those who are free and rested, by load and wish, three at most', async () => {
    const { places } = await listFor(
      season({
        volunteers: [
          person('li', { offeredMinutes: 6000 }),
          person('fond', { offeredMinutes: 6000, wishes: { activityIds: ['clinic'] } }),
          person('free', { offeredMinutes: 6000 }),
          person('brief', { offeredMinutes: 130 }),
          person('spare', { offeredMinutes: 600 }),
          person('busy', { offeredMinutes: 6000 }),
          person('tired', { offeredMinutes: 6000, minRestMinutes: 600 }),
          person('full', { limits: { activitiesPerDay: 1 }, offeredMinutes: 6000 }),
        ],
        activities: [
          activity('clinic', on(7, '09:00'), { roles: [helpers(1)] }),
          activity('class', on(7, '10:00'), { roles: [helpers(1)] }),
          activity('choir', on(7, '12:00'), { roles: [helpers(2)] }),
        ],
        pins: [
          assigned('clinic', 'li'),
          assigned('class', 'busy'),
          assigned('choir', 'tired'),
          assigned('choir', 'full'),
        ],
      }),
    );
    const clinic = places.find(({ activityId }) => activityId === 'clinic');
    expect(clinic).toMatchObject({ serving: 1, eligible: 4 });
    // Whoever has a low share left comes before who is fond of it: fairness is the aim before wishes.
    expect(namesIn(clinic)).toEqual(['fond', 'free', 'spare']);
    expect(clinic?.reserves[0]?.standsInFor).toEqual(['li']);
  });

  it('lets one person be first in one place only where both are at the same hour', async () => {
    const list = await listFor(
      season({
        volunteers: ['li', 'wang', 'zhao'].map((id) => person(id)),
        activities: ['clinic', 'class'].map((id) => activity(id, on(7, '09:00'), { roles: [helpers(1)] })),
        pins: [assigned('clinic', 'li'), assigned('class', 'wang')],
      }),
    );
    expect(list.places.map(namesIn)).toEqual([['zhao'], ['zhao']]);
    expect(list.places.flatMap(({ reserves }) => reserves.map(({ first }) => first)).sort()).toEqual([
      false,
      true,
    ]);
    expect(list).toMatchObject({ withoutReserve: 0, withoutFirst: 1 });
  });

  it('frees a first reserve who alone can go to the other place', async () => {
    const skills = ['a', 'b'].map((id) => ({ id, name: id }));
    const list = await listFor(
      season({
        skills,
        volunteers: [
          person('li', { skillIds: ['a'] }),
          person('wang', { skillIds: ['b'] }),
          person('both', { skillIds: ['a', 'b'] }),
          person('one', { skillIds: ['a'] }),
        ],
        activities: [
          activity('clinic', on(7, '09:00'), { roles: [helpers(1, { skillIds: ['a'] })] }),
          activity('class', on(7, '09:00'), { roles: [helpers(1, { skillIds: ['b'] })] }),
        ],
        pins: [assigned('clinic', 'li'), assigned('class', 'wang')],
      }),
    );
    expect(list.places.map((place) => [place.activityId, namesIn(place)[0]])).toEqual([
      ['clinic', 'one'],
      ['class', 'both'],
    ]);
    expect(list.withoutFirst).toBe(0);
  });

  it('puts no pupil in the place of a grown-up and nobody without the badge in that of the leader', async () => {
    const { places } = await listFor(
      season({
        policy: { leaderSkillId: 'lead' },
        skills: [{ id: 'lead', name: '带队' }],
        volunteers: [
          person('guide', { skillIds: ['lead'] }),
          person('second', { skillIds: ['lead'] }),
          person('pupil', { ageClass: 'minor', guardianConsent: true }),
          person('friend', { ageClass: 'minor', guardianConsent: true }),
          person('aunt'),
        ],
        activities: [activity('hike', on(7, '09:00'), { roles: [helpers(2, { leader: true })] })],
        pins: [assigned('hike', 'guide'), assigned('hike', 'pupil')],
      }),
    );
    const standsIn = Object.fromEntries(
      (places[0]?.reserves ?? []).map(({ volunteerId, standsInFor }) => [volunteerId, standsInFor]),
    );
    expect(standsIn).toEqual({ second: ['guide', 'pupil'], aunt: ['pupil'], friend: ['pupil'] });
  });

  it('refuses an activity that does not take place', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(2, { min: 2 })] })],
    });
    await expect(listFor(problem, { activityIds: ['clinic'] })).rejects.toMatchObject({
      code: 'ACTIVITY_NOT_HELD',
    });
    await expect(listFor(problem, { activityIds: ['opera'] })).rejects.toMatchObject({
      code: 'ACTIVITY_UNKNOWN',
    });
  });
});

describe('expected attendance', () => {
  const kitchen = (countsReliability?: boolean): Problem =>
    season({
      communities: [
        {
          id: 'hongmiao',
          name: '红庙社区',
          ...(countsReliability === undefined ? {} : { countsReliability }),
        },
      ],
      volunteers: [
        person('sure', { reliability: 1 }),
        person('half', { reliability: 0.5 }),
        ...['a', 'b', 'c', 'd'].map((id) => person(id, { reliability: 0.5 })),
      ],
      activities: [activity('kitchen', on(7, '09:00'), { roles: [helpers(2, { min: 2 })] })],
      pins: [assigned('kitchen', 'sure'), assigned('kitchen', 'half')],
    });

  it('is counted only where the community decided so', async () => {
    for (const off of [undefined, false]) {
      const { places } = await listFor(kitchen(off));
      expect(places[0]).not.toHaveProperty('attendance');
      expect(places[0]?.reserves).toHaveLength(3);
    }
  });

  it('asks one more to come so that two are expected', async () => {
    const { places } = await listFor(kitchen(true), { max: 1 });
    expect(places[0]?.attendance).toEqual({
      expected: 1.5,
      probability: 0.5,
      reservesNeeded: 1,
      expectedWithReserves: 2,
      probabilityWithReserves: 0.75,
    });
  });

  it('asks as many as a stated probability needs, and says where all are too few', async () => {
    const sure = await listFor(kitchen(true), { max: 1, probability: 0.9 });
    expect(sure.places[0]?.reserves).toHaveLength(3);
    expect(sure.places[0]?.attendance).toMatchObject({
      reservesNeeded: 3,
      probabilityWithReserves: expect.closeTo(1 - 0.5 ** 4, 12),
    });
    const never = await listFor(kitchen(true), { probability: 0.999 });
    expect(never.places[0]?.attendance).toMatchObject({ reservesNeeded: null, expectedWithReserves: 3 });
  });

  it('is what looking at every combination of those who come gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }),
        fc.integer({ min: 0, max: 10 }),
        (reliabilities, least) => {
          let sum = 0;
          for (let who = 0; who < 2 ** reliabilities.length; who++) {
            const comes = reliabilities.map((_, person) => (who >> person) % 2 === 1);
            if (comes.filter(Boolean).length < least) continue;
            sum += reliabilities.reduce((all, p, person) => all * (comes[person] ? p : 1 - p), 1);
          }
          expect(probabilityOfAtLeast(least, reliabilities)).toBeCloseTo(sum, 9);
        },
      ),
    );
  });
});

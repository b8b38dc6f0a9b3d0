import { describe, expect, it } from '@jest/globals';
import {
  activity,
  brokenBy,
  helpers,
  on,
  person,
  planFor,
  season,
  servingIn,
  verdict,
} from '../testing/season-builder.js';

const hike = (
  leaders: Parameters<typeof person>[1][],
  needsQualification = true,
): ReturnType<typeof season> =>
  season({
    policy: { leaderSkillId: 'lead' },
    skills: [{ id: 'lead', name: '带队', needsQualification }],
    volunteers: [person('ana'), person('bo'), ...leaders.map((more, index) => person(`l${index + 1}`, more))],
    activities: [
      activity('hike', on(7, '09:00'), {
        roles: [helpers(2, { leader: true }), { id: 'cook', target: 1 }],
      }),
    ],
  });
const badge = { qualifications: [{ skillId: 'lead', validUntil: '2026-03-07' }] };
const lapsed = { qualifications: [{ skillId: 'lead', validUntil: '2026-03-06' }] };

describe('qualified leader', () => {
  it('drops the hike rather than send it off without a leader whose badge is valid that day', async () => {
    expect((await planFor(hike([]))).dropped).toEqual(['hike']);
    expect((await planFor(hike([lapsed]))).dropped).toEqual(['hike']);
    expect((await planFor(hike([{ skillIds: ['lead'] }]))).dropped).toEqual(['hike']);
    expect((await planFor(hike([badge]))).dropped).toEqual([]);
    expect((await planFor(hike([{ skillIds: ['lead'] }], false))).dropped).toEqual([]);
  });

  it('puts the only leader into the role that asks for one', async () => {
    expect(servingIn(await planFor(hike([badge])))).toContain('hike/helper/l1');
  });

  it('names the role’s people when none of them leads, even if a leader serves in another role', () => {
    const problem = hike([badge, lapsed]);
    expect(brokenBy(problem, { hike: { people: { helper: ['ana', 'l1'] } } })).toEqual([]);
    for (const people of [{ helper: ['ana', 'l2'] }, { helper: ['ana', 'l2'], cook: ['l1'] }])
      expect(verdict(problem, { hike: { people } })).toEqual([
        expect.objectContaining({
          rule: 'qualified-leader',
          activityIds: ['hike'],
          volunteerIds: ['ana', 'l2'],
          start: on(7, '09:00'),
          end: on(7, '11:00'),
        }),
      ]);
    expect(brokenBy(problem, { hike: {} })).toEqual(['qualified-leader']);
  });
});

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
import { hasSkill, qualifiedOn, skillCountsOn } from './volunteer-qualified.js';

const clinic = (
  people: Parameters<typeof person>[1][],
  start = on(7, '09:00'),
  needsQualification = true,
): ReturnType<typeof season> =>
  season({
    skills: [
      { id: 'first-aid', name: '急救', needsQualification },
      { id: 'english', name: '英语' },
    ],
    volunteers: people.map((more, index) => person(`p${index + 1}`, more)),
    activities: [activity('clinic', start, { roles: [helpers(9, { skillIds: ['first-aid'] })] })],
  });

describe('volunteer qualified', () => {
  it('leaves the first-aid place open rather than fill it with a lapsed certificate', async () => {
    const problem = clinic([
      { qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-06' }] },
      { qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-07' }] },
      { qualifications: [{ skillId: 'first-aid', validFrom: '2026-03-07' }] },
      { qualifications: [{ skillId: 'first-aid', validFrom: '2026-03-08' }] },
      { skillIds: ['first-aid'] },
      { skillIds: ['english'] },
    ]);
    expect(servingIn(await planFor(problem))).toEqual(['clinic/helper/p2', 'clinic/helper/p3']);
  });

  it('names the person, the missing skill and the day', () => {
    const problem = clinic([{ qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-06' }] }]);
    const [found] = verdict(problem, { clinic: { people: { helper: ['p1'] } } });
    expect(found).toMatchObject({
      rule: 'volunteer-qualified',
      activityIds: ['clinic'],
      volunteerIds: ['p1'],
      start: on(7, '09:00'),
    });
    expect(found?.message).toMatch(/first-aid on 2026-03-07/);
  });

  it('counts the day in the zone of the activity: half past midnight in Beijing is still yesterday in UTC', () => {
    const until7 = [{ qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-07' }] }];
    const helping = { clinic: { people: { helper: ['p1'] } } };
    expect(brokenBy(clinic(until7, '2026-03-07T15:59:00Z'), helping)).toEqual([]);
    expect(brokenBy(clinic(until7, '2026-03-07T16:00:00Z'), helping)).toEqual(['volunteer-qualified']);
  });

  it('lets a gap between two certificates be a gap', () => {
    const ana = person('ana', {
      qualifications: [
        { skillId: 'first-aid', validUntil: '2026-03-06' },
        { skillId: 'first-aid', validFrom: '2026-03-08' },
      ],
    });
    const { volunteers } = season({ skills: [{ id: 'first-aid', name: '急救' }], volunteers: [ana] });
    const [someone] = volunteers;
    if (!someone) throw new Error('nobody');
    expect(
      ['2026-03-06', '2026-03-07', '2026-03-08'].map((day) => qualifiedOn(someone, 'first-aid', day)),
    ).toEqual([true, false, true]);
    expect(hasSkill(someone, 'first-aid')).toBe(true);
    expect(hasSkill(someone, 'english')).toBe(false);
    expect(skillCountsOn(someone, 'first-aid', '2026-03-07', false)).toBe(true);
    expect(skillCountsOn(someone, 'first-aid', '2026-03-07', true)).toBe(false);
  });

  it('takes a skill on somebody’s word where no certificate is needed', async () => {
    const problem = clinic([{ skillIds: ['first-aid'] }, {}], on(7, '09:00'), false);
    expect(servingIn(await planFor(problem))).toEqual(['clinic/helper/p1']);
    expect(brokenBy(problem, { clinic: { people: { helper: ['p1'] } } })).toEqual([]);
    expect(brokenBy(problem, { clinic: { people: { helper: ['p2'] } } })).toEqual(['volunteer-qualified']);
  });
});

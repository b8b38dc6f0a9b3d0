import { describe, expect, it } from '@jest/globals';
import { type ActivityRead, type SeasonRead } from '@heli/contracts';
import { bodyOf, draftOf, freeId } from './draft';

const BEIJING = 'Asia/Shanghai';
const season = { communityIds: ['c1'] } as SeasonRead;
const activity = {
  id: 'a',
  title: '义诊',
  kind: 'volunteer_service',
  communityId: 'c1',
  priority: 6,
  durationMinutes: 120,
  candidateStarts: ['2026-11-28T01:00:00Z'],
  expectedAttendance: 30,
  roles: [
    {
      id: 'medic',
      name: '义诊员',
      skillIds: ['medical'],
      min: 1,
      target: 2,
      minAgeClass: 'adult',
      leader: false,
      weight: 3,
    },
  ],
  venue: { minCapacity: 20, features: ['indoor'] },
  budget: [{ id: 'm', purpose: 'materials', minFen: 1250 }],
} as unknown as ActivityRead;

describe('the form of an activity', () => {
  it('shows local times and yuan', () => {
    const draft = draftOf(activity, season, BEIJING);
    expect(draft.starts).toEqual(['2026-11-28T09:00']);
    expect(draft.budget).toEqual([{ id: 'm', purpose: 'materials', minYuan: 12.5, targetYuan: 12.5 }]);
  });

  it('keeps what it does not show: ages, weights and features', () => {
    const body = bodyOf(draftOf(activity, season, BEIJING), activity, BEIJING);
    expect(body.candidateStarts).toEqual(['2026-11-28T01:00:00.000Z']);
    expect(body.roles[0]).toMatchObject({ minAgeClass: 'adult', weight: 3, max: 2 });
    expect(body.venue).toEqual({ minCapacity: 20, features: ['indoor'] });
    expect(body.budget[0]).toEqual({ id: 'm', purpose: 'materials', minFen: 1250, targetFen: 1250 });
  });

  it('begins a new one in the first community of the season, and leaves out empty times', () => {
    const body = bodyOf(draftOf(null, season, BEIJING), null, BEIJING);
    expect(body).toMatchObject({ communityId: 'c1', candidateStarts: [], venue: null });
    expect(freeId('role', [{ id: 'role-2' }])).toBe('role-3');
  });
});

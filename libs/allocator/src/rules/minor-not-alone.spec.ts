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

const teen = (id: string): ReturnType<typeof person> =>
  person(id, { ageClass: 'minor', guardianConsent: true });

const cleanUp = (people: ReturnType<typeof person>[]): ReturnType<typeof season> =>
  season({
    volunteers: people,
    activities: [
      activity('clean-up', on(7, '09:00'), {
        roles: [helpers(3), { id: 'guide', target: 1, minAgeClass: 'adult' }],
      }),
    ],
  });

describe('minor not alone', () => {
  it('leaves three places open rather than let three teenagers serve alone', async () => {
    expect((await planFor(cleanUp([teen('a'), teen('b'), teen('c')]))).assignments).toEqual([]);
  });

  it('takes the teenagers once a grown-up comes, in whatever role', async () => {
    const plan = await planFor(cleanUp([teen('a'), teen('b'), teen('c'), person('ana')]));
    expect(servingIn(plan)).toEqual([
      'clean-up/guide/ana',
      'clean-up/helper/a',
      'clean-up/helper/b',
      'clean-up/helper/c',
    ]);
  });

  it('names every minor at an activity without a grown-up', () => {
    const problem = cleanUp([teen('a'), teen('b'), person('old', { ageClass: 'senior' })]);
    expect(verdict(problem, { 'clean-up': { people: { helper: ['a', 'b'] } } })).toEqual([
      expect.objectContaining({
        rule: 'minor-not-alone',
        activityIds: ['clean-up'],
        volunteerIds: ['a', 'b'],
        start: on(7, '09:00'),
        end: on(7, '11:00'),
      }),
    ]);
    expect(brokenBy(problem, { 'clean-up': { people: { helper: ['a', 'b', 'old'] } } })).toEqual([]);
    expect(brokenBy(problem, { 'clean-up': { people: { helper: ['a'], guide: ['old'] } } })).toEqual([]);
    expect(brokenBy(problem, { 'clean-up': {} })).toEqual([]);
  });

  it('drops an activity whose least number could only be minors', async () => {
    const problem = season({
      volunteers: [teen('a'), teen('b')],
      activities: [activity('walk', on(7, '09:00'), { roles: [helpers(2, { min: 1 })] })],
    });
    expect((await planFor(problem)).dropped).toEqual(['walk']);
  });
});

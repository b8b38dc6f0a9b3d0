import { describe, expect, it } from '@jest/globals';
import { nth } from '../season/season.js';
import {
  activity,
  helpers,
  on,
  person,
  places,
  planFor,
  season,
  servingIn,
  verdict,
} from '../testing/season-builder.js';
import { volunteerServesCommunity } from './volunteer-serves-community.js';

const problem = season({
  communities: [
    { id: 'hongmiao', name: '红庙社区' },
    { id: 'balizhuang', name: '八里庄社区' },
  ],
  volunteers: [
    person('ana'),
    person('bo', { communityId: 'balizhuang' }),
    person('chen', { communityId: 'balizhuang', servesCommunityIds: ['hongmiao'] }),
  ],
  activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(3)] })],
});

describe('volunteer serves community', () => {
  it('leaves a place open rather than send somebody to a community they did not name', async () => {
    expect(servingIn(await planFor(problem))).toEqual(['clinic/helper/ana', 'clinic/helper/chen']);
  });

  it('names the person sent elsewhere, and nobody else', () => {
    expect(verdict(problem, { clinic: { people: { helper: ['ana', 'bo', 'chen'] } } })).toEqual([
      expect.objectContaining({
        rule: 'volunteer-serves-community',
        activityIds: ['clinic'],
        volunteerIds: ['bo'],
        start: on(7, '09:00'),
        end: on(7, '11:00'),
      }),
    ]);
  });

  it('admits people of the community and those who named it', () => {
    const compiled = places(problem);
    const clinic = nth(compiled.activities, 0);
    const admitted = compiled.volunteers.filter((volunteer) =>
      volunteerServesCommunity.admitsVolunteer?.(compiled, clinic, nth(clinic.roles, 0), volunteer),
    );
    expect(admitted.map(({ raw }) => raw.id)).toEqual(['ana', 'chen']);
  });
});

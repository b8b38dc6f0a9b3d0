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

const communities = [
  { id: 'hongmiao', name: '红庙社区' },
  { id: 'balizhuang', name: '八里庄社区' },
  { id: 'far', name: '远郊社区' },
];

function day(
  second: string,
  more: { community?: string; within?: number; between?: number } = {},
): ReturnType<typeof season> {
  return season({
    communities,
    policy: {
      travelMinutesWithinCommunity: more.within ?? 0,
      travelMinutesBetweenCommunities: more.between ?? 30,
    },
    volunteers: [person('ana', { servesCommunityIds: ['balizhuang', 'far'] })],
    activities: [
      activity('clinic', on(7, '09:00'), { roles: [helpers(1)] }),
      activity('class', on(7, second), { roles: [helpers(1)], communityId: more.community ?? 'hongmiao' }),
    ],
  });
}
const both = { clinic: { people: { helper: ['ana'] } }, class: { people: { helper: ['ana'] } } };
const served = async (problem: ReturnType<typeof season>): Promise<number> =>
  (await planFor(problem)).assignments.length;

describe('volunteer in one place', () => {
  it('lets somebody serve two activities in a row, and not two that overlap by a minute', async () => {
    expect(await served(day('11:00'))).toBe(2);
    expect(await served(day('10:59'))).toBe(1);
    expect(brokenBy(day('11:00'), both)).toEqual([]);
  });

  it('names the person, both activities and the time', () => {
    expect(verdict(day('10:59'), both)).toEqual([
      expect.objectContaining({
        rule: 'volunteer-one-place',
        activityIds: ['clinic', 'class'],
        volunteerIds: ['ana'],
        start: on(7, '09:00'),
        end: on(7, '11:00'),
      }),
    ]);
  });

  it('leaves time for the way inside a community and to another one', async () => {
    expect(await served(day('11:09', { within: 10 }))).toBe(1);
    expect(await served(day('11:10', { within: 10 }))).toBe(2);
    expect(await served(day('11:29', { community: 'balizhuang' }))).toBe(1);
    expect(await served(day('11:30', { community: 'balizhuang' }))).toBe(2);
    expect(brokenBy(day('11:29', { community: 'balizhuang' }), both)).toEqual(['volunteer-one-place']);
    expect(brokenBy(day('11:30', { community: 'balizhuang' }), both)).toEqual([]);
  });

  it('keeps to a way of more than a day', async () => {
    const weekend = (second: string): ReturnType<typeof season> => {
      const base = day('09:00', { community: 'far', between: 2_000 });
      return {
        ...base,
        volunteers: base.volunteers.map((entry) => ({
          ...entry,
          communityId: 'far',
          servesCommunityIds: ['hongmiao', 'far'],
        })),
        activities: base.activities.map((entry) =>
          entry.id === 'class' ? { ...entry, candidateStarts: [second] } : entry,
        ),
      };
    };
    // From Saturday 11:00 on, 33 hours and 20 minutes.
    expect(await served(weekend(on(8, '20:19')))).toBe(1);
    expect(await served(weekend(on(8, '20:20')))).toBe(2);
  });

  it('gives somebody one role of an activity although both would like to have them', async () => {
    const problem = season({
      volunteers: [person('ana')],
      activities: [activity('fest', on(7, '09:00'), { roles: [helpers(1), { id: 'guide', target: 1 }] })],
    });
    expect(await served(problem)).toBe(1);
    const twice = verdict(problem, { fest: { people: { helper: ['ana'], guide: ['ana'] } } });
    expect(twice).toEqual([
      expect.objectContaining({ rule: 'volunteer-one-place', activityIds: ['fest'], volunteerIds: ['ana'] }),
    ]);
  });

  it('finds a clash behind a short activity in between', () => {
    const problem = season({
      volunteers: [person('ana')],
      activities: [
        activity('long', on(7, '09:00'), { roles: [helpers(1)], durationMinutes: 300 }),
        activity('short', on(7, '09:30'), { roles: [helpers(1)], durationMinutes: 30 }),
        activity('late', on(7, '13:00'), { roles: [helpers(1)] }),
      ],
    });
    const people = { people: { helper: ['ana'] } };
    const pairs = verdict(problem, { long: people, short: people, late: people }).map(
      ({ activityIds }) => activityIds,
    );
    expect(pairs).toEqual([
      ['long', 'short'],
      ['long', 'late'],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { activity, brokenBy, on, planFor, season, team, verdict } from '../testing/season-builder.js';

const communities = [
  { id: 'hongmiao', name: '红庙社区' },
  { id: 'balizhuang', name: '八里庄社区' },
];
function shows(
  second: string,
  more: { community?: string; home?: string; within?: number; between?: number; named?: boolean } = {},
): ReturnType<typeof season> {
  const demand = { id: 'music', count: 1, ...(more.named === true ? { groupIds: ['choir'] } : {}) };
  return season({
    communities: [...communities, { id: 'far', name: '远郊社区' }],
    policy: {
      travelMinutesWithinCommunity: more.within ?? 0,
      travelMinutesBetweenCommunities: more.between ?? 30,
    },
    groups: [
      team('choir', {
        communityId: more.home ?? 'hongmiao',
        servesCommunityIds: more.named === true ? [] : ['balizhuang'],
      }),
    ],
    activities: [
      activity('gala', on(7, '09:00'), { groups: [demand] }),
      activity('fair', on(7, second), { groups: [demand], communityId: more.community ?? 'hongmiao' }),
    ],
  });
}
const both = { gala: { groups: { music: ['choir'] } }, fair: { groups: { music: ['choir'] } } };
const held = async (problem: ReturnType<typeof season>): Promise<number> =>
  (await planFor(problem)).scheduled.length;

describe('group in one place', () => {
  it('lets a choir sing twice in a row, and not at two shows that overlap by a minute', async () => {
    expect(await held(shows('11:00'))).toBe(2);
    expect(await held(shows('10:59'))).toBe(1);
    expect(brokenBy(shows('11:00'), both)).toEqual([]);
  });

  it('leaves time for the way inside a community and to another one', async () => {
    expect(await held(shows('11:09', { within: 10 }))).toBe(1);
    expect(await held(shows('11:10', { within: 10 }))).toBe(2);
    expect(await held(shows('11:29', { community: 'balizhuang' }))).toBe(1);
    expect(await held(shows('11:30', { community: 'balizhuang' }))).toBe(2);
    expect(brokenBy(shows('11:30', { community: 'balizhuang' }), both)).toEqual([]);
  });

  it('names the group, both shows and the time', () => {
    for (const problem of [shows('10:59'), shows('11:29', { community: 'balizhuang' })])
      expect(verdict(problem, both)).toEqual([
        expect.objectContaining({
          rule: 'group-one-place',
          activityIds: ['gala', 'fair'],
          resourceIds: ['choir'],
          start: on(7, '09:00'),
        }),
      ]);
  });

  it('measures a named guest group’s way between the shows, not at its home', async () => {
    // At home in a wide community where every way takes an hour; the shows are ten minutes apart.
    const guest = shows('11:10', {
      home: 'far',
      within: 60,
      between: 10,
      community: 'balizhuang',
      named: true,
    });
    expect(brokenBy(guest, both)).toEqual([]);
    expect(await held(guest)).toBe(2);
  });
});

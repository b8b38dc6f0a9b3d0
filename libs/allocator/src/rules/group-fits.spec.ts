import { describe, expect, it } from '@jest/globals';
import { nth } from '../season/season.js';
import { activity, on, places, planFor, season, team, verdict } from '../testing/season-builder.js';
import { groupFits } from './group-fits.js';

const communities = [
  { id: 'hongmiao', name: '红庙社区' },
  { id: 'balizhuang', name: '八里庄社区' },
];
const gala = (demand: { tags?: string[]; groupIds?: string[] }): ReturnType<typeof season> =>
  season({
    communities,
    groups: [
      team('choir', { tags: ['singing', 'stage'] }),
      team('drums', { tags: ['stage'] }),
      team('theirs', { communityId: 'balizhuang', tags: ['singing', 'stage'] }),
      team('guests', {
        communityId: 'balizhuang',
        servesCommunityIds: ['hongmiao'],
        tags: ['singing', 'stage'],
      }),
    ],
    activities: [activity('gala', on(7, '19:00'), { groups: [{ id: 'music', count: 1, ...demand }] })],
  });

describe('group fits', () => {
  it('drops the gala rather than engage a group that cannot sing or does not come here', async () => {
    const problem = gala({ tags: ['singing', 'stage'] });
    const only = (ids: string[]): typeof problem => ({
      ...problem,
      groups: problem.groups.filter(({ id }) => ids.includes(id)),
    });
    expect((await planFor(only(['drums', 'theirs']))).dropped).toEqual(['gala']);
    expect((await planFor(only(['drums', 'theirs', 'guests']))).groupEngagements).toEqual([
      { activityId: 'gala', demandId: 'music', groupId: 'guests' },
    ]);
  });

  it('admits groups with every tag that serve the community, or just those that are named', () => {
    const admitted = (demand: Parameters<typeof gala>[0]): string[] => {
      const compiled = places(gala(demand));
      const show = nth(compiled.activities, 0);
      return compiled.groups
        .filter((group) => groupFits.admitsGroup?.(compiled, show, nth(show.raw.groups, 0), group))
        .map(({ raw }) => raw.id);
    };
    expect(admitted({ tags: ['singing', 'stage'] })).toEqual(['choir', 'guests']);
    expect(admitted({})).toEqual(['choir', 'drums', 'guests']);
    expect(admitted({ groupIds: ['theirs'], tags: ['juggling'] })).toEqual(['theirs']);
  });

  it('names the group, the activity and the time', () => {
    const problem = gala({ tags: ['singing'] });
    for (const group of ['drums', 'theirs'])
      expect(verdict(problem, { gala: { groups: { music: [group] } } })).toEqual([
        expect.objectContaining({
          rule: 'group-fits',
          activityIds: ['gala'],
          resourceIds: [group],
          start: on(7, '19:00'),
        }),
      ]);
  });

  it('names a group engaged for a demand that the activity does not have', () => {
    const found = verdict(gala({}), { gala: { groups: { music: ['choir'], dance: ['drums'] } } });
    expect(found.map(({ rule, resourceIds }) => [rule, resourceIds])).toContainEqual([
      'group-fits',
      ['drums'],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { activity, brokenBy, on, planFor, season, team, verdict } from '../testing/season-builder.js';

const gala = (groups: string[], demands = [{ id: 'acts', count: 2 }]): ReturnType<typeof season> =>
  season({
    groups: groups.map((id) => team(id)),
    activities: [activity('gala', on(7, '19:00'), { groups: demands })],
  });

describe('group demand', () => {
  it('drops the gala rather than hold it with one group of two', async () => {
    expect((await planFor(gala(['choir']))).dropped).toEqual(['gala']);
    expect((await planFor(gala(['choir', 'drums', 'dance']))).groupEngagements).toHaveLength(2);
  });

  it('does not count one group for two demands', async () => {
    const two = [
      { id: 'opening', count: 1 },
      { id: 'finale', count: 1 },
    ];
    expect((await planFor(gala(['choir'], two))).dropped).toEqual(['gala']);
    expect((await planFor(gala(['choir', 'drums'], two))).groupEngagements).toHaveLength(2);
    const found = verdict(gala(['choir'], two), {
      gala: { groups: { opening: ['choir'], finale: ['choir'] } },
    });
    expect(found).toEqual([
      expect.objectContaining({
        rule: 'group-demand',
        activityIds: ['gala'],
        resourceIds: ['choir', 'choir'],
      }),
    ]);
  });

  it('names the activity, its groups and the time when there are too few or too many', () => {
    const problem = gala(['choir', 'drums', 'dance']);
    expect(brokenBy(problem, { gala: { groups: { acts: ['choir', 'drums'] } } })).toEqual([]);
    for (const acts of [['choir'], ['choir', 'drums', 'dance'], []])
      expect(verdict(problem, { gala: { groups: { acts } } })).toEqual([
        expect.objectContaining({
          rule: 'group-demand',
          activityIds: ['gala'],
          resourceIds: acts,
          start: on(7, '19:00'),
        }),
      ]);
  });
});

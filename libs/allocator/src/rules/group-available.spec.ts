import { describe, expect, it } from '@jest/globals';
import { activity, brokenBy, on, planFor, season, team, verdict } from '../testing/season-builder.js';

const gala = (from: string, to: string): ReturnType<typeof season> =>
  season({
    groups: [team('choir', { availability: [{ type: 'dated', start: on(7, from), end: on(7, to) }] })],
    activities: [activity('gala', on(7, '19:00'), { groups: [{ id: 'music', count: 1 }] })],
  });
const singing = { gala: { groups: { music: ['choir'] } } };

describe('group available', () => {
  it('drops the gala when the only choir has to leave a minute early or comes a minute late', async () => {
    expect((await planFor(gala('19:00', '21:00'))).dropped).toEqual([]);
    expect((await planFor(gala('19:01', '21:00'))).dropped).toEqual(['gala']);
    expect((await planFor(gala('19:00', '20:59'))).dropped).toEqual(['gala']);
  });

  it('names the group, the activity and the time', () => {
    expect(brokenBy(gala('19:00', '21:00'), singing)).toEqual([]);
    for (const problem of [gala('19:01', '21:00'), gala('19:00', '20:59')])
      expect(verdict(problem, singing)).toEqual([
        expect.objectContaining({
          rule: 'group-available',
          activityIds: ['gala'],
          resourceIds: ['choir'],
          start: on(7, '19:00'),
          end: on(7, '21:00'),
        }),
      ]);
  });
});

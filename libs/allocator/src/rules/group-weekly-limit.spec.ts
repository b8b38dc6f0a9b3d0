import { describe, expect, it } from '@jest/globals';
import { nth } from '../season/season.js';
import { activity, brokenBy, on, places, planFor, season, team, verdict } from '../testing/season-builder.js';
import { groupWeeklyLimit } from './group-weekly-limit.js';

const week = (
  limit: number | undefined,
  starts: string[],
  zone = 'Asia/Shanghai',
): ReturnType<typeof season> =>
  season({
    communities: [
      { id: 'hongmiao', name: '红庙社区' },
      { id: 'home', name: 'home', timeZone: zone },
    ],
    policy: { travelMinutesBetweenCommunities: 0 },
    groups: [
      team('choir', {
        communityId: 'home',
        servesCommunityIds: ['hongmiao'],
        ...(limit === undefined ? {} : { activitiesPerWeek: limit }),
      }),
    ],
    activities: starts.map((start, index) =>
      activity(`show${index + 1}`, start, { groups: [{ id: 'music', count: 1 }] }),
    ),
  });
const all = (problem: ReturnType<typeof season>): Parameters<typeof verdict>[1] =>
  Object.fromEntries(problem.activities.map(({ id }) => [id, { groups: { music: ['choir'] } }]));
const held = async (problem: ReturnType<typeof season>): Promise<number> =>
  (await planFor(problem)).scheduled.length;

const fourDays = [on(5, '09:00'), on(7, '09:00'), on(8, '22:00'), on(9, '00:00')];

describe('group weekly limit', () => {
  it('drops a show rather than ask the choir once more than it said', async () => {
    expect(await held(week(2, fourDays))).toBe(3);
    expect(await held(week(undefined, fourDays))).toBe(4);
    expect(await held(week(0, fourDays))).toBe(0);
  });

  it('names the group and all its shows of the week, which ends on Sunday', () => {
    const found = verdict(week(2, fourDays), all(week(2, fourDays)));
    expect(found).toEqual([
      expect.objectContaining({
        rule: 'group-weekly-limit',
        activityIds: ['show1', 'show2', 'show3'],
        resourceIds: ['choir'],
        start: on(5, '09:00'),
      }),
    ]);
    expect(brokenBy(week(3, fourDays), all(week(3, fourDays)))).toEqual([]);
  });

  it('counts weeks in the zone of the group’s own community', async () => {
    const berlin = week(3, fourDays, 'Europe/Berlin');
    expect(brokenBy(berlin, all(berlin))).toEqual(['group-weekly-limit']);
    expect(await held(berlin)).toBe(3);
  });

  it('admits a group that gives at least one evening', () => {
    const admitted = (limit: number): boolean | undefined => {
      const compiled = places(week(limit, fourDays));
      const show = nth(compiled.activities, 0);
      return groupWeeklyLimit.admitsGroupAt?.(compiled, show, nth(compiled.groups, 0), nth(show.starts, 0));
    };
    expect([admitted(0), admitted(1)]).toEqual([false, true]);
  });
});

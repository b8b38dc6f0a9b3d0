import { describe, expect, it } from '@jest/globals';
import { type WorkLimits } from '@heli/contracts';
import { nth } from '../season/season.js';
import {
  activity,
  brokenBy,
  helpers,
  on,
  person,
  places,
  planFor,
  season,
  verdict,
} from '../testing/season-builder.js';
import { workLimits } from './work-limits.js';

/** Ana alone, a service at each of the times, of so many minutes. */
function services(
  limits: Partial<WorkLimits>,
  times: readonly (readonly [string, number])[],
  more: { policy?: Partial<WorkLimits>; zone?: string } = {},
): ReturnType<typeof season> {
  return season({
    policy: { limits: more.policy ?? {}, travelMinutesBetweenCommunities: 0 },
    communities: [
      { id: 'hongmiao', name: '红庙社区' },
      { id: 'home', name: 'home', timeZone: more.zone ?? 'Asia/Shanghai' },
    ],
    volunteers: [person('ana', { communityId: 'home', servesCommunityIds: ['hongmiao'], limits })],
    activities: times.map(([start, durationMinutes], index) =>
      activity(`s${index + 1}`, start, { durationMinutes, roles: [helpers(1)] }),
    ),
  });
}

const everything = (problem: ReturnType<typeof season>): Parameters<typeof verdict>[1] =>
  Object.fromEntries(problem.activities.map(({ id }) => [id, { people: { helper: ['ana'] } }]));

const served = async (problem: ReturnType<typeof season>): Promise<number> =>
  (await planFor(problem)).assignments.length;

const morning = [on(7, '08:00'), 60] as const;
const noon = [on(7, '12:00'), 60] as const;
const evening = [on(7, '18:00'), 60] as const;
const sunday = [on(8, '08:00'), 60] as const;
const monday = [on(9, '08:00'), 60] as const;

describe('work limits', () => {
  it.each([
    ['minutes a day', { minutesPerDay: 120 }, 4],
    ['activities a day', { activitiesPerDay: 2 }, 4],
    ['minutes a week', { minutesPerWeek: 180 }, 4],
    ['activities a week', { activitiesPerWeek: 3 }, 4],
    ['minutes a season', { minutesPerSeason: 179 }, 2],
    ['activities a season', { activitiesPerSeason: 1 }, 1],
    ['nothing at all', { minutesPerSeason: 0 }, 0],
    ['no limit', {}, 5],
  ] as const)('leaves places open rather than pass %s', async (_words, limits, most) => {
    expect(await served(services(limits, [morning, noon, evening, sunday, monday]))).toBe(most);
  });

  it.each([
    ['minutesPerDay', 179, /180 minutes, limit 179/, ['s1', 's2', 's3']],
    ['activitiesPerDay', 2, /3 activities, limit 2/, ['s1', 's2', 's3']],
    ['minutesPerWeek', 239, /240 minutes, limit 239/, ['s1', 's2', 's3', 's4']],
    ['activitiesPerWeek', 3, /4 activities, limit 3/, ['s1', 's2', 's3', 's4']],
    ['minutesPerSeason', 299, /300 minutes, limit 299/, ['s1', 's2', 's3', 's4', 's5']],
    ['activitiesPerSeason', 4, /5 activities, limit 4/, ['s1', 's2', 's3', 's4', 's5']],
  ] as const)('names the person and all that is too much by %s', (limit, value, words, activityIds) => {
    const times = [morning, noon, evening, sunday, monday];
    const tight = services({ [limit]: value }, times);
    const [found, ...others] = verdict(tight, everything(tight));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'work-limits',
      volunteerIds: ['ana'],
      activityIds,
      start: morning[0],
    });
    expect(found?.message).toMatch(words);
    const exact = services({ [limit]: limit.startsWith('minutes') ? value + 1 : value + 1 }, times);
    expect(brokenBy(exact, everything(exact))).toEqual([]);
  });

  it('takes the tighter of a person’s limit and the policy’s', async () => {
    const times = [morning, noon, evening];
    expect(await served(services({ activitiesPerDay: 3 }, times, { policy: { activitiesPerDay: 1 } }))).toBe(
      1,
    );
    expect(await served(services({ activitiesPerDay: 1 }, times, { policy: { activitiesPerDay: 3 } }))).toBe(
      1,
    );
    const policy = services({}, times, { policy: { minutesPerDay: 60 } });
    expect(brokenBy(policy, everything(policy))).toEqual(['work-limits']);
  });

  it('never asks for more time than somebody offered for the season', async () => {
    const offered = (offeredMinutes: number): ReturnType<typeof season> => {
      const problem = services({}, [morning, noon]);
      return { ...problem, volunteers: problem.volunteers.map((entry) => ({ ...entry, offeredMinutes })) };
    };
    expect(await served(offered(119))).toBe(1);
    expect(await served(offered(120))).toBe(2);
    expect(await served(offered(0))).toBe(0);
    expect(brokenBy(offered(119), everything(offered(119)))).toEqual(['work-limits']);
    expect(brokenBy(offered(120), everything(offered(120)))).toEqual([]);
  });

  it('packs unequal durations as full as the limit allows, and no fuller', async () => {
    const times = [
      [on(7, '08:00'), 90],
      [on(7, '11:00'), 60],
      [on(7, '13:00'), 60],
    ] as const;
    // Multiples of half an hour: 149 minutes hold no more than 120 do.
    expect(await served(services({ minutesPerDay: 149 }, times))).toBe(2);
    expect(await served(services({ minutesPerDay: 119 }, times))).toBe(1);
    expect(await served(services({ minutesPerDay: 210 }, times))).toBe(3);
    const tight = services({ minutesPerDay: 209 }, times);
    expect(brokenBy(tight, everything(tight))).toEqual(['work-limits']);
    const together = services({ minutesPerDay: 149 }, times);
    expect(
      brokenBy(together, { s1: { people: { helper: ['ana'] } }, s2: { people: { helper: ['ana'] } } }),
    ).toEqual(['work-limits']);
    expect(
      brokenBy(together, { s2: { people: { helper: ['ana'] } }, s3: { people: { helper: ['ana'] } } }),
    ).toEqual([]);
  });

  it('counts days and weeks in the zone of the person’s own community', async () => {
    // Monday 00:30 in Beijing is still Sunday 17:30 in Berlin, in the week before.
    const times = [
      [on(7, '12:00'), 60],
      [on(9, '00:30'), 60],
    ] as const;
    expect(await served(services({ activitiesPerWeek: 1 }, times))).toBe(2);
    expect(await served(services({ activitiesPerWeek: 1 }, times, { zone: 'Europe/Berlin' }))).toBe(1);
    const berlin = services({ activitiesPerWeek: 1 }, times, { zone: 'Europe/Berlin' });
    expect(brokenBy(berlin, everything(berlin))).toEqual(['work-limits']);
    const sundayEvening = [
      [on(8, '12:00'), 60],
      [on(9, '00:30'), 60],
    ] as const;
    const day = services({ activitiesPerDay: 1 }, sundayEvening, { zone: 'Europe/Berlin' });
    expect(brokenBy(day, everything(day))).toEqual(['work-limits']);
    const beijing = services({ activitiesPerDay: 1 }, sundayEvening);
    expect(brokenBy(beijing, everything(beijing))).toEqual([]);
  });

  it('begins a new week on Monday and a new day at midnight; an activity counts when it starts', () => {
    const night = services({ activitiesPerDay: 1, activitiesPerWeek: 1 }, [
      [on(8, '23:30'), 60],
      [on(9, '00:30'), 60],
    ]);
    expect(brokenBy(night, everything(night))).toEqual([]);
    const saturdayAndSunday = services({ activitiesPerWeek: 1 }, [morning, sunday]);
    expect(brokenBy(saturdayAndSunday, everything(saturdayAndSunday))).toEqual(['work-limits']);
  });

  it('admits an activity exactly as long as the limit, and none to somebody who gives no time', () => {
    const admitted = (limits: Partial<WorkLimits>): boolean | undefined => {
      const compiled = places(services(limits, [morning]));
      const service = nth(compiled.activities, 0);
      return workLimits.admitsVolunteerAt?.(
        compiled,
        service,
        nth(service.roles, 0),
        nth(compiled.volunteers, 0),
        nth(service.starts, 0),
      );
    };
    expect(admitted({ minutesPerDay: 60 })).toBe(true);
    expect(admitted({ minutesPerDay: 59 })).toBe(false);
    expect(admitted({ minutesPerWeek: 59 })).toBe(false);
    expect(admitted({ minutesPerSeason: 59 })).toBe(false);
    expect(admitted({ activitiesPerWeek: 0 })).toBe(false);
  });
});

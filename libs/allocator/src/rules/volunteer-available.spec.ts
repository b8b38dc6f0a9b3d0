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
];
const window = (from: string, to: string): { type: 'dated'; start: string; end: string } => ({
  type: 'dated',
  start: on(7, from),
  end: on(7, to),
});
/** Ana lives in Balizhuang, half an hour away, and helps from 09:00 to 11:00. */
const away = (from: string, to: string): ReturnType<typeof season> =>
  season({
    communities,
    policy: { travelMinutesBetweenCommunities: 30 },
    volunteers: [
      person('ana', {
        communityId: 'balizhuang',
        servesCommunityIds: ['hongmiao'],
        availability: [window(from, to)],
      }),
    ],
    activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
  });
const helping = { clinic: { people: { helper: ['ana'] } } };

describe('volunteer available', () => {
  it('leaves the place open when the way there or back does not fit into the offered time', async () => {
    expect((await planFor(away('08:30', '11:30'))).assignments).toHaveLength(1);
    expect((await planFor(away('08:31', '11:30'))).assignments).toEqual([]);
    expect((await planFor(away('08:30', '11:29'))).assignments).toEqual([]);
  });

  it('names the person, the activity and the time', () => {
    expect(brokenBy(away('08:30', '11:30'), helping)).toEqual([]);
    for (const problem of [away('08:31', '11:30'), away('08:30', '11:29')])
      expect(verdict(problem, helping)).toEqual([
        expect.objectContaining({
          rule: 'volunteer-available',
          activityIds: ['clinic'],
          volunteerIds: ['ana'],
          start: on(7, '09:00'),
          end: on(7, '11:00'),
        }),
      ]);
  });

  const home = (
    ...availability: NonNullable<Parameters<typeof person>[1]>['availability'] & object
  ): ReturnType<typeof season> =>
    season({
      calendar: { holidays: [], makeUpWorkdays: ['2026-03-07'] },
      volunteers: [person('ana', { availability })],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
    });

  it('joins adjacent windows, and not windows with a minute between them', () => {
    expect(brokenBy(home(window('09:00', '10:00'), window('10:00', '11:00')), helping)).toEqual([]);
    expect(brokenBy(home(window('09:00', '10:00'), window('10:01', '11:00')), helping)).toEqual([
      'volunteer-available',
    ]);
  });

  it('takes a dated no over a weekly yes, up to the very minute', () => {
    const saturdays = { type: 'weekly' as const, weekdays: [6], from: '08:00', to: '18:00' };
    const no = (start: string, end: string): ReturnType<typeof home> =>
      home(saturdays, { type: 'dated', start: on(7, start), end: on(7, end), status: 'unavailable' });
    expect(brokenBy(no('08:00', '09:00'), helping)).toEqual([]);
    expect(brokenBy(no('11:00', '12:00'), helping)).toEqual([]);
    expect(brokenBy(no('10:59', '12:00'), helping)).toEqual(['volunteer-available']);
  });

  it('knows that a make-up workday is no day of rest', async () => {
    const rest = { type: 'weekly' as const, days: 'rest-days' as const, from: '08:00', to: '18:00' };
    const work = { ...rest, days: 'workdays' as const };
    expect((await planFor(home(rest))).assignments).toEqual([]);
    expect((await planFor(home(work))).assignments).toHaveLength(1);
    expect(brokenBy(home(rest), helping)).toEqual(['volunteer-available']);
  });

  it('uses time that somebody would rather not give, because it is given', async () => {
    expect((await planFor(home({ ...window('09:00', '11:00'), status: 'avoid' }))).assignments).toHaveLength(
      1,
    );
  });
});

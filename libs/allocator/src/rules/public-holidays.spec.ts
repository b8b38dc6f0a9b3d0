import { describe, expect, it } from '@jest/globals';
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
import { publicHolidays } from './public-holidays.js';

const calendar = { holidays: ['2026-03-08'] };

describe('public holidays', () => {
  it('meets on the ordinary day although more people could come on the holiday', async () => {
    const problem = season({
      calendar,
      policy: { noHolidayKinds: ['self_governance'] },
      volunteers: [
        person('ana', { availability: [{ type: 'dated', start: on(8, '08:00'), end: on(8, '20:00') }] }),
      ],
      activities: [
        activity('council', [on(8, '09:00'), on(9, '09:00')], {
          kind: 'self_governance',
          roles: [helpers(1)],
        }),
      ],
    });
    const plan = await planFor(problem);
    expect(plan.scheduled.map(({ start }) => start)).toEqual([on(9, '09:00')]);
    expect(plan.assignments).toEqual([]);
  });

  const council = (more: Parameters<typeof activity>[2] = {}): ReturnType<typeof season> =>
    season({
      calendar,
      policy: { noHolidayKinds: ['self_governance'] },
      activities: [
        activity('council', [on(7, '23:00'), on(8, '00:00'), on(8, '23:59'), on(9, '00:00')], {
          kind: 'self_governance',
          ...more,
        }),
      ],
    });

  it('counts the local day on which an activity starts, from midnight to midnight', () => {
    const days = council();
    const compiled = places(days);
    const meeting = nth(compiled.activities, 0);
    expect(meeting.starts.map((start) => publicHolidays.admitsStart?.(compiled, meeting, start))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(verdict(days, { council: { start: on(8, '00:00') } })).toEqual([
      expect.objectContaining({
        rule: 'public-holidays',
        activityIds: ['council'],
        start: on(8, '00:00'),
        end: on(8, '02:00'),
      }),
    ]);
    expect(brokenBy(days, { council: { start: on(8, '23:59') } })).toEqual(['public-holidays']);
    expect(brokenBy(days, { council: { start: on(7, '23:00') } })).toEqual([]);
    expect(brokenBy(days, { council: { start: on(9, '00:00') } })).toEqual([]);
  });

  it('lets an activity say for itself what its kind does not', () => {
    const start = on(8, '00:00');
    expect(brokenBy(council({ allowHolidays: true }), { council: { start } })).toEqual([]);
    expect(brokenBy(council({ kind: 'festival' }), { council: { start } })).toEqual([]);
    expect(brokenBy(council({ kind: 'festival', allowHolidays: false }), { council: { start } })).toEqual([
      'public-holidays',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { activity, brokenBy, hall, on, planFor, season, verdict } from '../testing/season-builder.js';

const open = (
  opening: Parameters<typeof hall>[1] & object,
  starts: string[],
  minutes = 120,
): ReturnType<typeof season> =>
  season({
    calendar: { holidays: ['2026-03-09'], makeUpWorkdays: ['2026-03-14'] },
    venues: [hall('hall', opening)],
    activities: [activity('class', starts, { venue: {}, durationMinutes: minutes })],
  });

const mornings = { type: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '11:00' };

describe('venue open', () => {
  it('drops a class that would outlast the opening time by one minute', async () => {
    const fits = await planFor(open({ opening: [mornings] }, [on(7, '09:00')], 120));
    const late = await planFor(open({ opening: [mornings] }, [on(7, '09:00')], 121));
    expect(fits.dropped).toEqual([]);
    expect(late.dropped).toEqual(['class']);
  });

  it('names a booking that begins a minute before opening or ends a minute after closing', () => {
    const problem = open({ opening: [mornings] }, [on(7, '09:00'), on(7, '08:59'), on(7, '09:01')]);
    expect(brokenBy(problem, { class: { start: on(7, '09:00'), venue: 'hall' } })).toEqual([]);
    for (const start of [on(7, '08:59'), on(7, '09:01')])
      expect(verdict(problem, { class: { start, venue: 'hall' } })).toEqual([
        expect.objectContaining({ rule: 'venue-open', activityIds: ['class'], resourceIds: ['hall'], start }),
      ]);
  });

  it('lets a class end the minute a closure begins, and names one that runs into it', () => {
    const closure = (start: string): ReturnType<typeof season> =>
      open(
        {
          opening: [
            { type: 'weekly', weekdays: [6], from: '08:00', to: '20:00' },
            { type: 'dated', start, end: on(7, '15:00'), status: 'unavailable' },
          ],
        },
        [on(7, '09:00')],
      );
    expect(brokenBy(closure(on(7, '11:00')), { class: { venue: 'hall' } })).toEqual([]);
    expect(brokenBy(closure(on(7, '10:59')), { class: { venue: 'hall' } })).toEqual(['venue-open']);
  });

  it('is open on a Saturday worked instead of a holiday, and shut on the holiday', () => {
    const office = {
      opening: [{ type: 'weekly' as const, days: 'workdays' as const, from: '09:00', to: '17:00' }],
    };
    const problem = open(office, [on(14, '09:00'), on(7, '09:00'), on(9, '09:00')]);
    expect(brokenBy(problem, { class: { start: on(14, '09:00'), venue: 'hall' } })).toEqual([]);
    expect(brokenBy(problem, { class: { start: on(7, '09:00'), venue: 'hall' } })).toEqual(['venue-open']);
    expect(brokenBy(problem, { class: { start: on(9, '09:00'), venue: 'hall' } })).toEqual(['venue-open']);
  });

  it('counts the hour that Berlin skips when clocks go forward', async () => {
    const night = (minutes: number): ReturnType<typeof season> =>
      season({
        communities: [{ id: 'hongmiao', name: 'Kreuzberg', timeZone: 'Europe/Berlin' }],
        venues: [hall('hall', { opening: [{ ...mornings, from: '01:00', to: '04:00' }] })],
        activities: [activity('night', '2026-03-29T01:00:00+01:00', { venue: {}, durationMinutes: minutes })],
      });
    expect((await planFor(night(120))).dropped).toEqual([]);
    expect((await planFor(night(121))).dropped).toEqual(['night']);
    expect(brokenBy(night(120), { night: { venue: 'hall' } })).toEqual([]);
    expect(brokenBy(night(121), { night: { venue: 'hall' } })).toEqual(['venue-open']);
  });
});

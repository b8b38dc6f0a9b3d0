import { describe, expect, it } from '@jest/globals';
import { activity, brokenBy, hall, heldIn, on, planFor, season, verdict } from '../testing/season-builder.js';

const saturday = (times: string[], buffers: Parameters<typeof hall>[1] = {}): ReturnType<typeof season> =>
  season({
    venues: [hall('hall', buffers)],
    activities: times.map((time, index) =>
      activity(`fest${index + 1}`, on(7, time), { venue: {}, priority: index + 1 }),
    ),
  });

const all = (problem: ReturnType<typeof season>): string[] =>
  brokenBy(problem, Object.fromEntries(problem.activities.map(({ id }) => [id, { venue: 'hall' }])));

describe('venue, one booking', () => {
  it('gives the one hall to the more important of two festivals that overlap by a minute', async () => {
    expect(heldIn(await planFor(saturday(['09:00', '10:59'])))).toEqual(['fest2']);
    expect(heldIn(await planFor(saturday(['09:00', '11:00'])))).toEqual(['fest1', 'fest2']);
  });

  it('keeps the time to clear up and to set up between two bookings', async () => {
    const buffers = { bufferBeforeMinutes: 30, bufferAfterMinutes: 15 };
    expect(heldIn(await planFor(saturday(['09:00', '11:44'], buffers)))).toEqual(['fest2']);
    expect(heldIn(await planFor(saturday(['09:00', '11:45'], buffers)))).toEqual(['fest1', 'fest2']);
    expect(all(saturday(['09:00', '11:44'], buffers))).toEqual(['venue-one-booking']);
    expect(all(saturday(['09:00', '11:45'], buffers))).toEqual([]);
  });

  it('lets one festival follow another in the same minute', () => {
    expect(all(saturday(['09:00', '11:00']))).toEqual([]);
  });

  it('names the hall, both festivals and the time', () => {
    const found = verdict(saturday(['09:00', '10:59']), {
      fest1: { venue: 'hall' },
      fest2: { venue: 'hall' },
    });
    expect(found).toEqual([
      expect.objectContaining({
        rule: 'venue-one-booking',
        activityIds: ['fest1', 'fest2'],
        resourceIds: ['hall'],
        start: on(7, '09:00'),
      }),
    ]);
  });

  it('names every pair where a long booking covers several short ones', () => {
    const problem = saturday(['09:00', '09:00', '12:00']);
    const long = {
      ...problem,
      activities: problem.activities.map((entry, index) =>
        index === 0 ? { ...entry, durationMinutes: 300 } : entry,
      ),
    };
    const pairs = verdict(long, {
      fest1: { venue: 'hall' },
      fest2: { venue: 'hall' },
      fest3: { venue: 'hall' },
    }).map(({ activityIds }) => activityIds);
    expect(pairs).toEqual([
      ['fest1', 'fest2'],
      ['fest1', 'fest3'],
    ]);
  });
});

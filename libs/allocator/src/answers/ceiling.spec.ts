import { describe, expect, it } from '@jest/globals';
import { compileSeason, nth } from '../season/season.js';
import { activity, hall, helpers, on, person, season } from '../testing/season-builder.js';
import { orderOf } from '../tiers/index.js';
import { ceilingsByCount } from './ceiling.js';

const most = (parts: Parameters<typeof season>[0]): readonly number[] => {
  const compiled = compileSeason(season(parts));
  const { before } = orderOf(['held', 'coverage', 'fairness']);
  return ceilingsByCount(compiled, nth(compiled.activities, 0), before);
};

const mornings = [{ type: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '12:00' }];

describe('the most that an activity could make, by counting', () => {
  it('is what its best start could have, of people and seats together', () => {
    const fair = activity('fair', [on(7, '09:00'), on(7, '14:00')], {
      roles: [helpers(3)],
      venue: {},
      expectedAttendance: 100,
    });
    const volunteers = [person('li', { availability: mornings }), person('wang', { availability: mornings })];
    // In the morning two come and half find a seat; in the afternoon nobody comes and everybody has one.
    const venues = [hall('yard', { capacity: 50, opening: mornings }), hall('theatre', { capacity: 100 })];
    expect(most({ activities: [fair], volunteers, venues: venues.slice(0, 1) })).toEqual([5, 20 + 10]);
    expect(most({ activities: [fair], volunteers, venues })).toEqual([5, 20 + 20]);
  });

  it('is nothing where no start can be', () => {
    const fair = activity('fair', on(7, '09:00'), { roles: [helpers(3, { min: 2 })] });
    expect(most({ activities: [fair], volunteers: [person('li')] })).toEqual([0, 0]);
  });
});

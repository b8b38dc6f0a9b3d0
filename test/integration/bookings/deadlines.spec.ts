import fc from 'fast-check';
import { runsOr, SEED } from '../../support/property.js';
import { answerUntil } from '../../../src/features/bookings/bookings-of-plan.js';

const WEEK = 7 * 24;
const HOUR = 60 * 60 * 1000;
const NOW = new Date('2026-03-02T08:00:00Z');
const inHours = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);

describe('until when an owner is expected to answer', () => {
  it.each([
    ['a week, where there is time', 30 * 24, WEEK],
    ['a day before the start, where that is sooner', 5 * 24, 4 * 24],
    ['half of the time that is left, of what begins tomorrow', 30, 15],
    ['half an hour, of what begins in an hour', 1, 0.5],
  ])('is %s', (_case, startsIn, answersIn) => {
    expect(answerUntil(inHours(startsIn), NOW, WEEK)).toEqual(inHours(answersIn));
  });

  it('leaves time to answer and, from two days ahead, a day to plan anew', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 200 * 60 }),
        fc.integer({ min: 1, max: 30 * 24 }),
        (minutes, hours) => {
          const start = new Date(NOW.getTime() + minutes * 60_000);
          const until = answerUntil(start, NOW, hours).getTime();
          expect(until).toBeGreaterThan(NOW.getTime());
          expect(until).toBeLessThan(start.getTime());
          expect(until % 60_000).toBe(0);
          if (minutes >= 48 * 60) expect(start.getTime() - until).toBeGreaterThanOrEqual(24 * HOUR);
        },
      ),
      { seed: SEED, numRuns: runsOr(200) },
    );
  });
});

import { formatInstant, minuteOfDay, parseInstant } from '@heli/calendar';
import fc from 'fast-check';
import { runsOr, SEED } from '../../support/property.js';
import { quietUntil } from '../../../src/notifications/quiet-hours.js';

const endOf = (now: string, from: string, to: string, zone: string): string | null => {
  const end = quietUntil(parseInstant(now), { from, to }, zone);
  return end === null ? null : formatInstant(end, zone);
};

describe('quiet hours', () => {
  it.each([
    ['in the evening', '2013-03-09T23:30:00+08:00', '2013-03-10T07:00:00+08:00'],
    ['after midnight', '2013-03-10T06:59:00+08:00', '2013-03-10T07:00:00+08:00'],
    ['at their first minute', '2013-03-09T22:00:00+08:00', '2013-03-10T07:00:00+08:00'],
    ['at their end', '2013-03-10T07:00:00+08:00', null],
    ['at noon', '2013-03-09T12:00:00+08:00', null],
  ])('from 22:00 to 07:00, %s', (_when, now, end) => {
    expect(endOf(now, '22:00', '07:00', 'Asia/Shanghai')).toBe(end);
  });

  it('last from 22:00 to midnight where they end at 24:00', () => {
    expect(endOf('2013-03-09T22:15:00+08:00', '22:00', '24:00', 'Asia/Shanghai')).toBe(
      '2013-03-10T00:00:00+08:00',
    );
  });

  it('keep the clock time of their end in a night in which clocks go forward', () => {
    expect(endOf('2024-03-09T23:00:00-05:00', '22:00', '07:00', 'America/New_York')).toBe(
      '2024-03-10T07:00:00-04:00',
    );
  });

  it('are over at their end, and the end shows its clock time', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe'];
    const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
    fc.assert(
      fc.property(
        fc.integer({ min: 22_000_000, max: 30_000_000 }),
        clock,
        clock,
        fc.constantFrom(...zones),
        (now, from, to, zone) => {
          fc.pre(from !== to);
          const end = quietUntil(now, { from, to }, zone);
          if (end === null) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(25 * 60);
          // A time that clocks skip is the first one after it.
          const shown = minuteOfDay(end, zone) - (Number(to.slice(0, 2)) * 60 + 30);
          expect([0, 30, 60]).toContain(shown);
          expect(quietUntil(end, { from, to }, zone)).toBeNull();
        },
      ),
      { seed: SEED, numRuns: runsOr(300) },
    );
  });
});

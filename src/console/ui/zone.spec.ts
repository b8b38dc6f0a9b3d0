import { describe, expect, it } from '@jest/globals';
import { addDays, weekdayOf as isoWeekday, zonedInstant } from './zone';

describe('local dates and clock times of a zone', () => {
  it('become the instant at which the clock there shows them', () => {
    expect(zonedInstant('2026-11-28', '09:30', 'Asia/Shanghai')).toBe('2026-11-28T01:30:00.000Z');
    expect(zonedInstant('2026-11-28', '24:00', 'Asia/Shanghai')).toBe('2026-11-28T16:00:00.000Z');
  });

  it('are right on both sides of a change of clocks', () => {
    expect(zonedInstant('2026-03-29', '01:30', 'Europe/Berlin')).toBe('2026-03-29T00:30:00.000Z');
    expect(zonedInstant('2026-03-29', '03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(zonedInstant('2026-10-25', '12:00', 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z');
  });

  it('are counted over ends of months, and have weekdays', () => {
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01');
    expect(isoWeekday('2026-11-29')).toBe(7);
    expect(isoWeekday('2026-11-30')).toBe(1);
  });
});

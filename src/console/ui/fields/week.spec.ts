import { describe, expect, it } from '@jest/globals';
import { type AvailabilityWindow } from '@heli/contracts';
import { clockOf, dayOf, hoursAround, offeredOf } from './week';

const weekly = (
  weekdays: number[],
  from: string,
  to: string,
  status: AvailabilityWindow['status'] = 'available',
) => ({ type: 'weekly', weekdays, from, to, status }) as const;

describe('what weekly windows make of a day', () => {
  it('joins what meets and lets what asks for most caution win', () => {
    const windows = [
      weekly([6], '09:00', '12:00'),
      weekly([6], '12:00', '14:00'),
      weekly([6], '10:00', '11:00', 'unavailable'),
    ];
    expect(dayOf(windows, 6)).toEqual([
      { from: 540, to: 600, status: 'available' },
      { from: 600, to: 660, status: 'unavailable' },
      { from: 660, to: 840, status: 'available' },
    ]);
    expect(dayOf(windows, 7)).toEqual([]);
    expect(offeredOf(windows)).toBe(240);
  });

  it('knows workdays and days of rest, and leaves dated windows to others', () => {
    const windows: AvailabilityWindow[] = [
      { type: 'weekly', days: 'workdays', from: '18:00', to: '21:00', status: 'avoid' },
      { type: 'weekly', days: 'rest-days', from: '09:00', to: '24:00', status: 'preferred' },
      { type: 'dated', start: '2026-11-28T01:00:00Z', end: '2026-11-28T02:00:00Z', status: 'unavailable' },
    ];
    expect(dayOf(windows, 5)).toEqual([{ from: 1080, to: 1260, status: 'avoid' }]);
    expect(dayOf(windows, 6)).toEqual([{ from: 540, to: 1440, status: 'preferred' }]);
    expect(hoursAround([dayOf(windows, 6), [{ from: 390, to: 400, status: 'available' }]])).toEqual([6, 24]);
  });

  it('takes clock times as people type them', () => {
    expect(['9', '0930', '9:5', '9：30', '24:00', '24:30', '9:75', 'noon', ''].map(clockOf)).toEqual([
      '09:00',
      '09:30',
      '09:05',
      '09:30',
      '24:00',
      null,
      null,
      null,
      null,
    ]);
  });
});

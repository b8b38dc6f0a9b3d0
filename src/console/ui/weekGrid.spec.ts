import { describe, expect, it } from '@jest/globals';
import { type AvailabilityWindow } from '@heli/contracts';
import fc from 'fast-check';
import { type Cell, ordinaryWeek, painted, SLOTS, toGrid, toWindows, WEEKDAYS } from './weekGrid';

const weekly = (more: Partial<Extract<AvailabilityWindow, { type: 'weekly' }>>): AvailabilityWindow => ({
  ...{ type: 'weekly', weekdays: [1], from: '09:00', to: '12:00', status: 'available' },
  ...more,
});

describe('a week of half hours', () => {
  it('shows weekly windows, the stronger word where they meet', () => {
    const { cells } = toGrid([weekly({}), weekly({ from: '11:30', to: '13:00', status: 'avoid' })]);
    expect(cells[0]?.slice(17, 27)).toEqual([
      null,
      ...Array(5).fill('available'),
      'avoid',
      'avoid',
      'avoid',
      null,
    ]);
  });

  it('keeps what it cannot show, word for word', () => {
    const others = [
      weekly({ days: 'workdays' }),
      weekly({ from: '09:10' }),
      weekly({ validUntil: '2026-12-31' }),
      {
        type: 'dated',
        start: '2026-12-01T00:00:00Z',
        end: '2026-12-02T00:00:00Z',
        status: 'unavailable',
      } as const,
    ];
    expect(toWindows(toGrid(others))).toEqual(others);
  });

  it('says days with the same hours in one window', () => {
    const { kept, dated, cells } = toGrid([]);
    const full = painted(painted(cells, [5, 18], [6, 23], 'preferred'), [5, 24], [5, 25], 'available');
    expect(toWindows({ kept, dated, cells: full })).toEqual([
      weekly({ weekdays: [6, 7], status: 'preferred' }),
      weekly({ weekdays: [6], from: '12:00', to: '13:00' }),
    ]);
  });

  it('shows what working days and days of rest mean in an ordinary week', () => {
    const cells = ordinaryWeek([
      weekly({ weekdays: [5, 6], days: 'workdays' }),
      weekly({ weekdays: [5, 6], days: 'rest-days', from: '14:00', to: '15:00', status: 'avoid' }),
    ]);
    expect(cells.map((column) => [column[18], column[28]])).toEqual(
      WEEKDAYS.map((day) => (day === 5 ? ['available', null] : day === 6 ? [null, 'avoid'] : [null, null])),
    );
  });

  it('comes back as it was painted', () => {
    const cell = fc.constantFrom<Cell>(null, 'available', 'preferred', 'avoid', 'unavailable');
    const week = fc.array(fc.array(cell, { minLength: SLOTS, maxLength: SLOTS }), {
      minLength: WEEKDAYS.length,
      maxLength: WEEKDAYS.length,
    });
    fc.assert(
      fc.property(week, (cells) => {
        expect(toGrid(toWindows({ cells, kept: [], dated: [] })).cells).toEqual(cells);
      }),
      { numRuns: 30 },
    );
  });
});

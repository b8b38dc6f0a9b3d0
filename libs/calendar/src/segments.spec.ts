import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDate, parseClock, weekdayOfDay } from './civil.js';
import { chinaDayCalendar } from './china.js';
import { dayTable } from './days.js';
import {
  SegmentBook,
  type Segment,
  type TimeWindow,
  type WeeklyWindow,
  covering,
  openMinutes,
  statusSegments,
  windowIsForward,
} from './segments.js';
import { dayIndex, formatInstant, minuteOfDay, parseInstant } from './zone.js';

const BEIJING = 'Asia/Shanghai';
const CHINA = chinaDayCalendar(2013);
const NO_DAYS = { holidays: [], makeUpWorkdays: [] };

const weekly = (window: Partial<WeeklyWindow> & { from: string; to: string }): WeeklyWindow => ({
  type: 'weekly',
  status: 'available',
  ...window,
});
const dated = (start: string, end: string, status: TimeWindow['status'] = 'unavailable'): TimeWindow => ({
  type: 'dated',
  start: `${start}:00+08:00`,
  end: `${end}:00+08:00`,
  status,
});
const range = (from: string, to: string) => ({
  start: parseInstant(`${from}T00:00:00+08:00`),
  end: parseInstant(`${to}T00:00:00+08:00`),
});
const shown = (segments: readonly Segment[], zone = BEIJING): string[] =>
  segments.map(
    ({ start, end, status }) =>
      `${formatInstant(start, zone).slice(5, 16)} ${formatInstant(end, zone).slice(5, 16)} ${status}`,
  );

describe('windows of availability', () => {
  it('repeat every week on their weekdays', () => {
    const windows = [weekly({ weekdays: [2, 4], from: '19:00', to: '21:00' })];
    expect(shown(statusSegments(windows, range('2013-03-04', '2013-03-11'), BEIJING, CHINA))).toEqual([
      '03-05T19:00 03-05T21:00 available',
      '03-07T19:00 03-07T21:00 available',
    ]);
  });

  it('follow public holidays and make-up workdays where they are meant for working days or days of rest', () => {
    const week = range('2013-04-01', '2013-04-08'); // Qingming 4 to 6 April, Sunday 7 April worked
    const days = (kind: 'workdays' | 'rest-days') =>
      shown(statusSegments([weekly({ days: kind, from: '09:00', to: '10:00' })], week, BEIJING, CHINA)).map(
        (s) => s.slice(0, 5),
      );
    expect(days('workdays')).toEqual(['04-01', '04-02', '04-03', '04-07']);
    expect(days('rest-days')).toEqual(['04-04', '04-05', '04-06']);
  });

  it('hold only on days that are both the weekday and the kind of day, when both are named', () => {
    const windows = [weekly({ weekdays: [6, 7], days: 'rest-days', from: '09:00', to: '10:00' })];
    expect(
      shown(statusSegments(windows, range('2013-04-01', '2013-04-15'), BEIJING, CHINA)).map((s) =>
        s.slice(0, 5),
      ),
    ).toEqual(['04-06', '04-13', '04-14']);
  });

  it('let unavailable beat avoid, avoid beat preferred and preferred beat available among weekly ones', () => {
    const windows = [
      weekly({ from: '08:00', to: '20:00' }),
      weekly({ from: '10:00', to: '18:00', status: 'preferred' }),
      weekly({ from: '12:00', to: '16:00', status: 'avoid' }),
      weekly({ from: '13:00', to: '14:00', status: 'unavailable' }),
    ];
    expect(shown(statusSegments(windows, range('2013-03-04', '2013-03-05'), BEIJING, CHINA))).toEqual([
      '03-04T08:00 03-04T10:00 available',
      '03-04T10:00 03-04T12:00 preferred',
      '03-04T12:00 03-04T13:00 avoid',
      '03-04T14:00 03-04T16:00 avoid',
      '03-04T16:00 03-04T18:00 preferred',
      '03-04T18:00 03-04T20:00 available',
    ]);
  });

  it('let a dated window overrule every weekly one, also to open what was closed', () => {
    const windows = [
      weekly({ from: '08:00', to: '20:00' }),
      weekly({ from: '12:00', to: '14:00', status: 'unavailable' }),
      dated('2013-03-04T11:00', '2013-03-04T13:00', 'available'),
      dated('2013-03-04T17:00', '2013-03-04T18:00'),
    ];
    expect(shown(statusSegments(windows, range('2013-03-04', '2013-03-05'), BEIJING, CHINA))).toEqual([
      '03-04T08:00 03-04T13:00 available',
      '03-04T14:00 03-04T17:00 available',
      '03-04T18:00 03-04T20:00 available',
    ]);
  });

  it('count from the first to the last valid date, both included', () => {
    const windows = [
      weekly({ from: '09:00', to: '10:00', validFrom: '2013-03-05', validUntil: '2013-03-06' }),
    ];
    expect(
      shown(statusSegments(windows, range('2013-03-04', '2013-03-08'), BEIJING, CHINA)).map((s) =>
        s.slice(0, 5),
      ),
    ).toEqual(['03-05', '03-06']);
  });

  it('join over midnight when one ends at 24:00 and the next starts at 00:00', () => {
    const windows = [weekly({ from: '00:00', to: '24:00' })];
    const segments = statusSegments(windows, range('2013-03-04', '2013-03-11'), BEIJING, CHINA);
    expect(segments).toEqual([{ ...range('2013-03-04', '2013-03-11'), status: 'available' }]);
  });

  it('are cut to the range that is asked for', () => {
    const noonToNoon = {
      start: parseInstant('2013-03-04T12:00:00+08:00'),
      end: parseInstant('2013-03-05T12:00:00+08:00'),
    };
    const windows = [
      weekly({ from: '11:00', to: '13:00' }),
      dated('2013-03-01T00:00', '2013-03-04T12:30', 'avoid'),
    ];
    expect(shown(statusSegments(windows, noonToNoon, BEIJING, CHINA))).toEqual([
      '03-04T12:00 03-04T12:30 avoid',
      '03-04T12:30 03-04T13:00 available',
      '03-05T11:00 03-05T12:00 available',
    ]);
  });

  it('keep only the part that exists on the day clocks go forward', () => {
    const day = {
      start: parseInstant('2013-03-31T00:00:00+01:00'),
      end: parseInstant('2013-04-01T00:00:00+02:00'),
    };
    const zone = 'Europe/Berlin';
    const upTo = statusSegments([weekly({ from: '01:00', to: '02:30' })], day, zone, NO_DAYS);
    expect(openMinutes(upTo)).toBe(60);
    expect(shown(statusSegments([weekly({ from: '02:15', to: '04:00' })], day, zone, NO_DAYS), zone)).toEqual(
      ['03-31T03:00 03-31T04:00 available'],
    );
    expect(statusSegments([weekly({ from: '02:15', to: '02:45' })], day, zone, NO_DAYS)).toEqual([]);
    expect(openMinutes(statusSegments([weekly({ from: '00:00', to: '24:00' })], day, zone, NO_DAYS))).toBe(
      23 * 60,
    );
  });

  it('have 25 hours on the day clocks go back', () => {
    const day = {
      start: parseInstant('2013-11-03T00:00:00-07:00'),
      end: parseInstant('2013-11-04T00:00:00-08:00'),
    };
    const whole = statusSegments(
      [weekly({ from: '00:00', to: '24:00' })],
      day,
      'America/Los_Angeles',
      NO_DAYS,
    );
    expect(openMinutes(whole)).toBe(25 * 60);
  });

  it('are refused when they end before they start', () => {
    const backwards = weekly({ from: '22:00', to: '06:00' });
    expect(windowIsForward(backwards)).toBe(false);
    expect(windowIsForward(weekly({ from: '22:00', to: '24:00' }))).toBe(true);
    expect(windowIsForward(dated('2013-03-04T11:00', '2013-03-04T11:00'))).toBe(false);
    expect(() => statusSegments([backwards], range('2013-03-04', '2013-03-05'), BEIJING, CHINA)).toThrow(
      /22:00/,
    );
  });

  it('agree minute by minute with the rule of precedence read literally', () => {
    const statuses = fc.constantFrom<TimeWindow['status']>('available', 'preferred', 'avoid', 'unavailable');
    const start = parseInstant('2013-04-03T00:00:00+08:00');
    const span = 6 * 1440;
    const clock = (quarter: number): string =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    const weeklyWindows = fc
      .record({
        weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), {
          nil: undefined,
        }),
        days: fc.constantFrom(undefined, 'workdays' as const, 'rest-days' as const),
        from: fc.integer({ min: 0, max: 90 }),
        length: fc.integer({ min: 1, max: 96 }),
        status: statuses,
        validFrom: fc.constantFrom(undefined, '2013-04-05'),
        validUntil: fc.constantFrom(undefined, '2013-04-07'),
      })
      .map(({ from, length, ...rest }): TimeWindow => ({
        type: 'weekly',
        from: clock(from),
        to: clock(Math.min(96, from + length)),
        ...rest,
      }));
    const datedWindows = fc
      .record({
        from: fc.integer({ min: -20, max: 600 }),
        length: fc.integer({ min: 1, max: 200 }),
        status: statuses,
      })
      .map(({ from, length, status }): TimeWindow => ({
        type: 'dated',
        start: formatInstant(start + from * 15, BEIJING),
        end: formatInstant(start + (from + length) * 15, BEIJING),
        status,
      }));
    fc.assert(
      fc.property(fc.array(fc.oneof(weeklyWindows, datedWindows), { maxLength: 8 }), (windows) => {
        const segments = statusSegments(windows, { start, end: start + span }, BEIJING, CHINA);
        segments.forEach((segment, i) => {
          const next = segments[i + 1];
          expect(segment.start).toBeLessThan(segment.end);
          if (next) expect(segment.end < next.start || segment.status !== next.status).toBe(true);
          if (next) expect(segment.end).toBeLessThanOrEqual(next.start);
        });
        for (let minute = start; minute < start + span; minute += 15) {
          expect(covering(segments, { start: minute, end: minute + 15 })).toBe(literally(windows, minute));
        }
      }),
      { numRuns: 60, seed: 20130304 },
    );
  });

  it('are expanded for 3,020 people over half a year', () => {
    const book = new SegmentBook(range('2013-03-04', '2013-09-02'), BEIJING, CHINA);
    let segments = 0;
    for (let person = 0; person < 3020; person++) {
      const hour = 8 + (person % 10);
      const windows: TimeWindow[] = [
        weekly({ weekdays: [1 + (person % 5), 6], from: `${String(hour).padStart(2, '0')}:00`, to: '20:00' }),
        weekly({ days: 'rest-days', from: '09:00', to: '17:00', status: 'preferred' }),
        dated('2013-05-01T00:00', `2013-05-${String(2 + (person % 20)).padStart(2, '0')}T00:00`),
      ];
      segments += book.segmentsOf(windows).length;
    }
    expect(segments).toBeGreaterThan(3020 * 50);
  });

  it('are one and the same list for people who offer the same time', () => {
    const book = new SegmentBook(range('2013-03-04', '2013-09-02'), BEIJING, CHINA);
    const evenings = () => [weekly({ from: '19:00', to: '21:00' })];
    expect(book.segmentsOf(evenings())).toBe(book.segmentsOf(evenings()));
  });
});

describe('the status over an interval', () => {
  const segments: Segment[] = [
    { start: 0, end: 60, status: 'preferred' },
    { start: 60, end: 120, status: 'available' },
    { start: 120, end: 180, status: 'avoid' },
    { start: 200, end: 260, status: 'preferred' },
  ];

  it('is preferred only if all of it is preferred', () => {
    expect(covering(segments, { start: 10, end: 60 })).toBe('preferred');
    expect(covering(segments, { start: 10, end: 61 })).toBe('available');
  });

  it('is avoided if any of it is avoided', () => {
    expect(covering(segments, { start: 0, end: 180 })).toBe('avoid');
  });

  it('is none if a minute is missing at the start, in the middle or at the end', () => {
    expect(covering(segments, { start: -1, end: 10 })).toBe('none');
    expect(covering(segments, { start: 170, end: 210 })).toBe('none');
    expect(covering(segments, { start: 250, end: 261 })).toBe('none');
    expect(covering(segments, { start: 180, end: 190 })).toBe('none');
    expect(covering([], { start: 0, end: 10 })).toBe('none');
  });
});

const STRONGER: TimeWindow['status'][] = ['unavailable', 'avoid', 'preferred', 'available'];

function literally(windows: readonly TimeWindow[], minute: number): TimeWindow['status'] | 'none' {
  const day = dayIndex(minute, BEIJING);
  const clock = minuteOfDay(minute, BEIJING);
  const table = dayTable(CHINA);
  const holds = (window: TimeWindow): boolean => {
    if (window.type === 'dated')
      return parseInstant(window.start) <= minute && minute < parseInstant(window.end);
    if (window.weekdays && !window.weekdays.includes(weekdayOfDay(day))) return false;
    if (window.days && (window.days === 'workdays') !== table.isWorkday(day)) return false;
    if (window.validFrom && day < parseDate(window.validFrom)) return false;
    if (window.validUntil && day > parseDate(window.validUntil)) return false;
    return parseClock(window.from) <= clock && clock < parseClock(window.to);
  };
  const held = windows.filter(holds);
  const among = held.some((window) => window.type === 'dated')
    ? held.filter((w) => w.type === 'dated')
    : held;
  const status = STRONGER.find((candidate) => among.some((window) => window.status === candidate));
  return status === undefined || status === 'unavailable' ? 'none' : status;
}

import { formatInstant, parseInstant } from '@heli/calendar';
import fc from 'fast-check';
import ical, { ICalEventRepeatingFreq, ICalEventTransparency } from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { type BusyFault, busyTimes, type Horizon } from './busy-windows.js';
import { IcsError } from './ics-file.js';

const spring = (zone: string): Horizon => ({
  from: parseInstant('2024-03-01T00:00:00Z'),
  until: parseInstant('2024-04-01T00:00:00Z'),
  zone,
});
const file = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];
const busy = (text: string, zone = 'Asia/Shanghai'): string[] => {
  const { windows, faults } = busyTimes(text, spring(zone));
  expect(faults).toEqual([]);
  return windows.map(
    ({ start, end }) => `${formatInstant(start, zone)} ${formatInstant(end, zone).slice(0, 16)}`,
  );
};
const faults = (text: string): BusyFault[] => [...busyTimes(text, spring('Asia/Shanghai')).faults];

describe('busy times of a calendar', () => {
  it('are those of events; times without a zone are on the clock of the community', () => {
    expect(busy(file(...event('DTSTART:20240305T090000', 'DTEND:20240305T103000')))).toEqual([
      '2024-03-05T09:00:00+08:00 2024-03-05T10:30',
    ]);
    expect(busy(file(...event('DTSTART:20240305T010000Z', 'DURATION:PT1H30M')))).toEqual([
      '2024-03-05T09:00:00+08:00 2024-03-05T10:30',
    ]);
  });

  it('last whole days of the community for events without times', () => {
    const holiday = file(...event('DTSTART;VALUE=DATE:20240309', 'DTEND;VALUE=DATE:20240311'));
    expect(busy(holiday)).toEqual(['2024-03-09T00:00:00+08:00 2024-03-11T00:00']);
    // The second day has 23 hours there.
    expect(busy(holiday, 'America/New_York')).toEqual(['2024-03-09T00:00:00-05:00 2024-03-11T00:00']);
    expect(busy(file(...event('DTSTART;VALUE=DATE:20240309')))).toEqual([
      '2024-03-09T00:00:00+08:00 2024-03-10T00:00',
    ]);
  });

  it('keep the clock time of a weekly meeting when clocks change', () => {
    const meeting = file(
      ...event(
        'DTSTART;TZID=America/New_York:20240304T090000',
        'DTEND;TZID=America/New_York:20240304T100000',
        'RRULE:FREQ=WEEKLY;COUNT=2',
      ),
    );
    expect(busy(meeting, 'America/New_York')).toEqual([
      '2024-03-04T09:00:00-05:00 2024-03-04T10:00',
      '2024-03-11T09:00:00-04:00 2024-03-11T10:00',
    ]);
  });

  it('know zones by the names that Outlook, Evolution and Google give them', () => {
    for (const [tzid, zoneBlock] of [
      ['China Standard Time', []],
      ['/citadel.org/20250101_1/Asia/Shanghai', []],
      [
        '"Beijing, Chongqing"',
        ['BEGIN:VTIMEZONE', 'TZID:Beijing, Chongqing', 'X-LIC-LOCATION:Asia/Shanghai', 'END:VTIMEZONE'],
      ],
    ] as const)
      expect(
        busy(file(...zoneBlock, ...event(`DTSTART;TZID=${tzid}:20240305T090000`, 'DURATION:PT1H'))),
      ).toEqual(['2024-03-05T09:00:00+08:00 2024-03-05T10:00']);
  });

  it('leave out what is cancelled, free, or outside the season, and what is excepted or moved', () => {
    const free = ['STATUS:CANCELLED', 'TRANSP:TRANSPARENT', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'].flatMap(
      (line) => event('DTSTART:20240305T090000', 'DURATION:PT1H', line),
    );
    expect(busy(file(...free, ...event('DTSTART:20230305T090000', 'DURATION:PT1H')))).toEqual([]);
    const series = file(
      ...event(
        'DTSTART:20240304T090000',
        'DURATION:PT1H',
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE:20240311T090000',
      ),
      ...event('RECURRENCE-ID:20240318T090000', 'DTSTART:20240319T140000', 'DURATION:PT2H'),
      ...event(
        'RECURRENCE-ID:20240325T090000',
        'DTSTART:20240325T090000',
        'DURATION:PT1H',
        'STATUS:CANCELLED',
      ),
    );
    expect(busy(series)).toEqual([
      '2024-03-04T09:00:00+08:00 2024-03-04T10:00',
      '2024-03-19T14:00:00+08:00 2024-03-19T16:00',
    ]);
  });

  it('follow rules that began years ago, with more dates beside them', () => {
    const daily = file(
      ...event(
        'DTSTART:20100101T120000',
        'DURATION:PT1H',
        'RRULE:FREQ=MONTHLY;BYDAY=2TU',
        'RDATE:20240320T180000,20240321T180000',
      ),
    );
    expect(busy(daily)).toEqual([
      '2024-03-12T12:00:00+08:00 2024-03-12T13:00',
      '2024-03-20T18:00:00+08:00 2024-03-20T19:00',
      '2024-03-21T18:00:00+08:00 2024-03-21T19:00',
    ]);
    const fortnight = file(
      ...event('DTSTART:19900102T080000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;INTERVAL=2'),
    );
    const [first, second] = busy(fortnight);
    expect([first, second]).toEqual([
      '2024-03-12T08:00:00+08:00 2024-03-12T09:00',
      '2024-03-26T08:00:00+08:00 2024-03-26T09:00',
    ]);
  });

  it('are joined where they meet, and cut where the season ends', () => {
    const text = file(
      ...event('DTSTART:20240305T090000', 'DURATION:PT1H'),
      ...event('DTSTART:20240305T100000', 'DURATION:PT1H'),
      ...event('DTSTART:20240305T093000', 'DURATION:PT15M'),
      ...event('DTSTART:20240331T000000', 'DURATION:P7D'),
    );
    expect(busy(text)).toEqual([
      '2024-03-05T09:00:00+08:00 2024-03-05T11:00',
      '2024-03-31T00:00:00+08:00 2024-04-01T08:00',
    ]);
  });

  it('are also read from published free and busy periods', () => {
    const text = file(
      'BEGIN:VFREEBUSY',
      'FREEBUSY;FBTYPE=BUSY:20240305T010000Z/PT1H,20240306T010000Z/20240306T020000Z',
      'FREEBUSY;FBTYPE=FREE:20240307T010000Z/PT1H',
      'END:VFREEBUSY',
    );
    expect(busy(text)).toEqual([
      '2024-03-05T09:00:00+08:00 2024-03-05T10:00',
      '2024-03-06T09:00:00+08:00 2024-03-06T10:00',
    ]);
  });

  it('name all faults at once, by line', () => {
    const text = file(
      ...event('DTSTART:yesterday'),
      ...event('DTSTART;TZID=Middle Earth:20240305T090000'),
      ...event('SUMMARY:no start'),
      ...event('DTSTART:20240305T090000', 'DURATION:long'),
      ...event('DTSTART:20240305T090000', 'RRULE:FREQ=SECONDLY'),
      ...event('DTSTART:20240230T090000'),
    );
    expect(faults(text).map(({ code, line }) => `${line} ${code}`)).toEqual([
      '3 time',
      '7 zone',
      '11 no_start',
      '15 duration',
      '20 rule',
      '25 time',
    ]);
  });

  it.each([
    ['', 'not_a_calendar'],
    ['<html></html>', 'broken_line'],
    ['BEGIN:VEVENT\nEND:VEVENT', 'not_a_calendar'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR', 'not_closed'],
    ['BEGIN:VCALENDAR', 'not_closed'],
    ['BEGIN:VCALENDAR\n'.repeat(50), 'too_deep'],
  ])('are refused as a file that is no calendar: %j', (text, code) => {
    expect.assertions(1);
    try {
      busyTimes(text, spring('Asia/Shanghai'));
    } catch (error) {
      expect(error instanceof IcsError && error.code).toBe(code);
    }
  });

  it('of a file made to keep the service busy end in a fault', () => {
    const endless = Array.from({ length: 50 }, () =>
      event('DTSTART:20240101T090000', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31'),
    ).flat();
    const codes = new Set(faults(file(...endless)).map(({ code }) => code));
    expect(codes).toEqual(new Set(['rule']));
    const many = Array.from({ length: 60 }, () =>
      event('DTSTART:20000101T000000', 'DURATION:PT1M', 'RRULE:FREQ=DAILY;COUNT=9999'),
    ).flat();
    expect(faults(file(...many)).some(({ code }) => code === 'too_many')).toBe(true);
  });

  it('are those that another program wrote, in any zone and season', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London'];
    const meeting = fc.record({
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: 0, max: 30 }),
      hour: fc.integer({ min: 4, max: 22 }),
      length: fc.integer({ min: 5, max: 300 }),
      count: fc.integer({ min: 1, max: 5 }),
      free: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(meeting, { maxLength: 5 }), fc.constantFrom(...zones), (meetings, own) => {
        const calendar = ical();
        calendar.timezone({ name: null, generator: (zone) => tzlib_get_ical_block(zone)[0] ?? null });
        const minutes = new Set<number>();
        for (const { zone, day, hour, length, count, free } of meetings) {
          const start = DateTime.fromISO('2024-02-20', { zone }).plus({ days: day }).set({ hour });
          calendar.createEvent({
            start,
            end: start.plus({ minutes: length }),
            timezone: zone,
            summary: '私人事务',
            repeating: { freq: ICalEventRepeatingFreq.WEEKLY, count },
            ...(free ? { transparency: ICalEventTransparency.TRANSPARENT } : {}),
          });
          if (free) continue;
          for (let week = 0; week < count; week++) {
            const from = start.plus({ weeks: week }).toMillis() / 60_000;
            for (let minute = from; minute < from + length; minute++) minutes.add(minute);
          }
        }
        const { from, until } = spring(own);
        const { windows, faults } = busyTimes(calendar.toString(), spring(own));
        expect(faults).toEqual([]);
        const covered = windows.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, index) => start + index),
        );
        expect(covered).toEqual(
          [...minutes].filter((one) => one >= from && one < until).sort((a, b) => a - b),
        );
      }),
      { numRuns: 40, seed: 20_130_309 },
    );
  });
});

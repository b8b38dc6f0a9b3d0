import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  dayIndex,
  formatInstant,
  instantOf,
  isInstant,
  isoWeekKey,
  isTimeZone,
  localDate,
  minuteOfDay,
  parseInstant,
  startOfDay,
  weekday,
  zoneClock,
} from './zone.js';
import { parseDate } from './civil.js';

const BEIJING = 'Asia/Shanghai';
const at = parseInstant;

describe('instants', () => {
  it('are whole minutes since 1970 whatever offset they are written with', () => {
    expect(at('1970-01-01T00:00:00Z')).toBe(0);
    expect(at('2013-03-09T14:00:00+08:00')).toBe(at('2013-03-09T06:00:00Z'));
    expect(at('2013-03-09T14:00+08:00')).toBe(at('2013-03-09T06:00:00.000Z'));
  });

  it('are shown with the offset of the zone', () => {
    expect(formatInstant(at('2013-03-09T06:00:00Z'), BEIJING)).toBe('2013-03-09T14:00:00+08:00');
    expect(formatInstant(at('2013-07-01T12:00:00Z'), 'America/St_Johns')).toBe('2013-07-01T09:30:00-02:30');
    expect(formatInstant(at('2013-01-01T00:00:00Z'), 'UTC')).toBe('2013-01-01T00:00:00+00:00');
  });

  it('are refused rather than rounded when they are not whole minutes, have no offset or are no time', () => {
    expect(() => at('2013-03-09T14:00:30+08:00')).toThrow(/whole minutes/);
    expect(() => at('2013-03-09T14:00:00')).toThrow(/offset/);
    expect(() => at('2013-03-09')).toThrow(/offset/);
    expect(() => at('2013-13-09T14:00:00Z')).toThrow(/offset/);
    expect(isInstant('2013-03-09T14:00:00.500Z')).toBe(false);
    expect(isInstant('2013-03-09T14:00:00Z')).toBe(true);
  });

  it('are written and read back as they were, at every hour of half a year', () => {
    const first = at('2013-03-04T00:00:00+08:00');
    for (let minute = first; minute < first + 262_080; minute += 60)
      expect(at(formatInstant(minute, BEIJING))).toBe(minute);
  });
});

describe('local dates and clocks', () => {
  it('follow the zone over midnight', () => {
    const lateEvening = at('2013-03-09T15:59:00Z');
    expect(localDate(lateEvening, BEIJING)).toBe('2013-03-09');
    expect(localDate(lateEvening + 1, BEIJING)).toBe('2013-03-10');
    expect(minuteOfDay(lateEvening, BEIJING)).toBe(23 * 60 + 59);
    expect(minuteOfDay(lateEvening + 1, BEIJING)).toBe(0);
    expect(weekday(lateEvening, BEIJING)).toBe(6);
    expect(weekday(lateEvening + 1, BEIJING)).toBe(7);
  });

  it('number weeks as ISO 8601 does, in the local zone', () => {
    expect(isoWeekKey(at('2012-12-31T00:00:00+08:00'), BEIJING)).toBe(201301);
    expect(isoWeekKey(at('2013-03-10T23:59:00+08:00'), BEIJING)).toBe(201310);
    expect(isoWeekKey(at('2013-03-11T00:00:00+08:00'), BEIJING)).toBe(201311);
    expect(isoWeekKey(at('2021-01-03T12:00:00+08:00'), BEIJING)).toBe(202053);
  });

  it.each([
    BEIJING,
    'Europe/Berlin',
    'America/Los_Angeles',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
  ])('agree with luxon in %s every 239 minutes of 2013', (zone) => {
    const differences: string[] = [];
    const from = at('2013-01-01T00:00:00Z');
    for (let minute = from; minute < from + 365 * 1440; minute += 239) {
      const expected = DateTime.fromMillis(minute * 60_000, { zone });
      const same =
        formatInstant(minute, zone) === expected.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ") &&
        isoWeekKey(minute, zone) === expected.weekYear * 100 + expected.weekNumber;
      if (!same) differences.push(expected.toString());
    }
    expect(differences).toEqual([]);
  });

  it('give the day after a change of clocks 23 or 25 hours', () => {
    const hours = (date: string, next: string, zone: string): number =>
      (startOfDay(next, zone) - startOfDay(date, zone)) / 60;
    expect(hours('2013-03-31', '2013-04-01', 'Europe/Berlin')).toBe(23);
    expect(hours('2013-10-27', '2013-10-28', 'Europe/Berlin')).toBe(25);
    expect(hours('2013-03-10', '2013-03-11', 'America/Los_Angeles')).toBe(23);
    expect(hours('2013-11-03', '2013-11-04', 'America/Los_Angeles')).toBe(25);
    expect(hours('2013-03-31', '2013-04-01', BEIJING)).toBe(24);
  });

  it('take a skipped time as the instant at which clocks go forward', () => {
    const change = at('2013-03-31T01:00:00Z');
    expect(instantOf('2013-03-31', 2 * 60, 'Europe/Berlin')).toBe(change);
    expect(instantOf('2013-03-31', 2 * 60 + 30, 'Europe/Berlin')).toBe(change);
    expect(instantOf('2013-03-31', 3 * 60, 'Europe/Berlin')).toBe(change);
    expect(instantOf('2013-03-31', 3 * 60 + 1, 'Europe/Berlin')).toBe(change + 1);
    expect(instantOf('2013-03-10', 2 * 60 + 30, 'America/Los_Angeles')).toBe(at('2013-03-10T10:00:00Z'));
  });

  it('take a repeated time as its first occurrence', () => {
    expect(instantOf('2013-10-27', 2 * 60 + 30, 'Europe/Berlin')).toBe(at('2013-10-27T02:30:00+02:00'));
    expect(instantOf('2013-10-27', 3 * 60, 'Europe/Berlin')).toBe(at('2013-10-27T03:00:00+01:00'));
    expect(instantOf('2013-11-03', 90, 'America/Los_Angeles')).toBe(at('2013-11-03T01:30:00-07:00'));
  });

  it('start a day without midnight when its clocks start', () => {
    // Brazil put clocks forward at 00:00 on 2013-10-20.
    expect(formatInstant(startOfDay('2013-10-20', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe(
      '2013-10-20T01:00:00-02:00',
    );
  });

  it('lead from any instant back to itself by date and minute, where clocks stand still', () => {
    for (const zone of [BEIJING, 'America/Los_Angeles', 'Pacific/Auckland']) {
      for (let minute = at('2013-06-10T00:00:00Z'); minute < at('2013-06-12T00:00:00Z'); minute += 7) {
        expect(zoneClock(zone).instantOf(dayIndex(minute, zone), minuteOfDay(minute, zone))).toBe(minute);
      }
    }
  });

  it('know real zones from invented ones', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Asia/Chaoyang')).toBe(false);
  });

  it('refuse dates that no month has', () => {
    expect(() => parseDate('2013-02-29')).toThrow(/2013-02-29/);
    expect(parseDate('2012-02-29')).toBe(15_399);
  });
});

import { describe, expect, it } from '@jest/globals';
import { RecurrenceError, expandRecurrence } from './recurrence.js';
import { formatInstant } from './zone.js';

const BEIJING = 'Asia/Shanghai';
const starts = (rrule: string, more: Partial<Parameters<typeof expandRecurrence>[0]> = {}): string[] =>
  expandRecurrence({ rrule, firstStart: '2013-03-09T14:00:00+08:00', zone: BEIJING, ...more }).map((start) =>
    formatInstant(start, more.zone ?? BEIJING).slice(0, 16),
  );
const refusal = (rrule: string, more: Partial<Parameters<typeof expandRecurrence>[0]> = {}): string => {
  try {
    starts(rrule, more);
    return 'taken';
  } catch (error) {
    return error instanceof RecurrenceError ? error.code : String(error);
  }
};

describe('a series of activities', () => {
  it('takes place every Saturday and Sunday for as often as it says', () => {
    expect(starts('FREQ=WEEKLY;BYDAY=SA,SU;COUNT=3')).toEqual([
      '2013-03-09T14:00',
      '2013-03-10T14:00',
      '2013-03-16T14:00',
    ]);
  });

  it('takes place on the second Tuesday of the month until the season ends', () => {
    expect(
      starts('FREQ=MONTHLY;BYDAY=2TU', {
        firstStart: '2013-03-12T19:00:00+08:00',
        until: '2013-06-11T19:00:00+08:00',
      }),
    ).toEqual(['2013-03-12T19:00', '2013-04-09T19:00', '2013-05-14T19:00']);
  });

  it('leaves out the days it is told to leave out', () => {
    expect(starts('FREQ=WEEKLY;COUNT=3', { exceptDates: ['2013-03-16'] })).toEqual([
      '2013-03-09T14:00',
      '2013-03-23T14:00',
    ]);
  });

  it('keeps its clock time when clocks change', () => {
    expect(
      starts('FREQ=WEEKLY;COUNT=3', { firstStart: '2013-03-24T10:00:00+01:00', zone: 'Europe/Berlin' }),
    ).toEqual(['2013-03-24T10:00', '2013-03-31T10:00', '2013-04-07T10:00']);
  });

  it('starts where the rule first fits when the first start does not fit it', () => {
    expect(starts('FREQ=WEEKLY;BYDAY=MO;COUNT=1')).toEqual(['2013-03-11T14:00']);
  });

  it('is refused without an end', () => {
    expect(refusal('FREQ=WEEKLY')).toBe('RECURRENCE_UNBOUNDED');
    expect(refusal('FREQ=WEEKLY', { until: '2013-04-01T00:00:00+08:00' })).toBe('taken');
  });

  it('is refused with more than five thousand starts', () => {
    expect(refusal('FREQ=DAILY;COUNT=5001')).toBe('RECURRENCE_TOO_LONG');
    expect(refusal('FREQ=DAILY;COUNT=5000')).toBe('taken');
    expect(refusal('FREQ=MINUTELY;COUNT=999999999')).toBe('RECURRENCE_TOO_LONG');
    expect(refusal('FREQ=MINUTELY', { until: '2014-01-01T00:00:00+08:00' })).toBe('RECURRENCE_TOO_LONG');
  });

  it('is refused when it cannot be read, or never happens', () => {
    for (const rrule of [
      '',
      'every week',
      'FREQ=OFTEN;COUNT=2',
      'FREQ=WEEKLY;COUNT=0',
      'FREQ=WEEKLY;COUNT=2;BYDAY=XX',
    ]) {
      expect(refusal(rrule)).toBe('RECURRENCE_MALFORMED');
    }
    expect(refusal('FREQ=SECONDLY;COUNT=5')).toBe('RECURRENCE_MALFORMED');
    expect(refusal('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1')).toBe('RECURRENCE_MALFORMED');
  });
});

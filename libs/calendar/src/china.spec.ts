import { describe, expect, it } from '@jest/globals';
import { HolidayUtil } from 'lunar-typescript';
import { dayIndexOf, formatDate, weekdayOfDay } from './civil.js';
import { chinaCalendarIsProvisional, chinaDayCalendar, traditionalFestivals } from './china.js';
import { isHoliday, isWorkday } from './days.js';

/** 国办发明电〔2012〕33号, days off and days worked of 2013. */
const NOTICE_2013 = {
  off: [
    ['2013-01-01', 3],
    ['2013-02-09', 7],
    ['2013-04-04', 3],
    ['2013-04-29', 3],
    ['2013-06-10', 3],
    ['2013-09-19', 3],
    ['2013-10-01', 7],
  ] as const,
  worked: [
    '2013-01-05',
    '2013-01-06',
    '2013-02-16',
    '2013-02-17',
    '2013-04-07',
    '2013-04-27',
    '2013-04-28',
    '2013-06-08',
    '2013-06-09',
    '2013-09-22',
    '2013-09-29',
    '2013-10-12',
  ],
};

describe('the Chinese day calendar', () => {
  it('is that of the State Council notice for 2013', () => {
    const off = NOTICE_2013.off.flatMap(([first, days]) => {
      const [year, month, day] = first.split('-').map(Number);
      return Array.from({ length: days }, (_, i) =>
        formatDate(dayIndexOf(year ?? 0, month ?? 0, (day ?? 0) + i)),
      );
    });
    expect(chinaDayCalendar(2013)).toEqual({ holidays: off, makeUpWorkdays: NOTICE_2013.worked });
  });

  it('agrees with a second library on which days are worked from 2014 to 2020', () => {
    // Not before: lunar-typescript 1.8.6 lacks 2013-04-07 and 2013-10-12, both in the notice.
    const differences: string[] = [];
    for (let year = 2014; year <= 2020; year++) {
      const calendar = chinaDayCalendar(year);
      for (let day = dayIndexOf(year, 1, 1); day < dayIndexOf(year + 1, 1, 1); day++) {
        const date = formatDate(day);
        const works = HolidayUtil.getHoliday(date)?.isWork() ?? weekdayOfDay(day) <= 5;
        if (works !== isWorkday(calendar, date)) differences.push(date);
      }
    }
    expect(differences).toEqual([]);
  });

  it('tells working days from days of rest', () => {
    const calendar = chinaDayCalendar(2013);
    expect(isHoliday(calendar, '2013-05-01')).toBe(true);
    expect(isWorkday(calendar, '2013-05-01')).toBe(false); // Labour Day, a Wednesday
    expect(isWorkday(calendar, '2013-04-27')).toBe(true); // a Saturday worked for it
    expect(isWorkday(calendar, '2013-05-04')).toBe(false); // an ordinary Saturday
    expect(isHoliday(calendar, '2013-05-04')).toBe(false);
    expect(isWorkday(calendar, '2013-05-02')).toBe(true);
  });

  it('spans several years', () => {
    const { holidays } = chinaDayCalendar(2013, 2014);
    expect(holidays.at(0)).toBe('2013-01-01');
    expect(holidays.at(-1)).toBe('2014-10-07');
  });

  it('has only the statutory days, and says so, where no notice is known', () => {
    expect(chinaCalendarIsProvisional(2013)).toBe(false);
    expect(chinaCalendarIsProvisional(2030)).toBe(true);
    const { holidays, makeUpWorkdays } = chinaDayCalendar(2030);
    expect(holidays).toHaveLength(13);
    expect(holidays).toEqual(
      expect.arrayContaining(['2030-02-03', '2030-04-05', '2030-06-05', '2030-09-12']),
    );
    expect(makeUpWorkdays).toEqual([]);
  });
});

describe('traditional festivals', () => {
  it('fall in 2013 on the days that almanacs give', () => {
    expect(traditionalFestivals(2013)).toEqual([
      { name: '春节', date: '2013-02-10' },
      { name: '元宵', date: '2013-02-24' },
      { name: '清明', date: '2013-04-04' },
      { name: '端午', date: '2013-06-12' },
      { name: '七夕', date: '2013-08-13' },
      { name: '中秋', date: '2013-09-19' },
      { name: '重阳', date: '2013-10-13' },
      { name: '腊八', date: '2014-01-08' },
    ]);
  });
});

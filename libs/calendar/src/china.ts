import chineseDays from 'chinese-days';
import { Lunar, Solar } from 'lunar-typescript';
import { dayIndexOf, formatDate } from './civil.js';
import { type DayCalendar } from './days.js';

/**
 * Years whose days off are those of the State Council's yearly notice (国务院办公厅关于部分节假日安排的通知), from the
 * package chinese-days. 2013: 国办发明电〔2012〕33号.
 */
export const CHINA_NOTICE_YEARS = { first: 2004, last: 2026 } as const;

/** True for a year without a known notice: the calendar then has the statutory days only, and no make-up workdays. */
export const chinaCalendarIsProvisional = (year: number): boolean =>
  year < CHINA_NOTICE_YEARS.first || year > CHINA_NOTICE_YEARS.last;

/** Public holidays of mainland China and the weekend days worked instead, for whole years, both ends included. */
export function chinaDayCalendar(firstYear: number, lastYear: number = firstYear): DayCalendar {
  const holidays: string[] = [];
  const makeUpWorkdays: string[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    if (chinaCalendarIsProvisional(year)) {
      holidays.push(...statutoryDays(year));
      continue;
    }
    for (let day = dayIndexOf(year, 1, 1); day < dayIndexOf(year + 1, 1, 1); day++) {
      const date = formatDate(day);
      const { work, name } = chineseDays.getDayDetail(date);
      const namedByNotice = name.includes(','); // others bear the name of the weekday only
      if (namedByNotice) (work ? makeUpWorkdays : holidays).push(date);
    }
  }
  return { holidays, makeUpWorkdays };
}

/** 全国年节及纪念日放假办法, article 2, as of 2025-01-01. */
function statutoryDays(year: number): string[] {
  const springFestival = dayOfLunar(year, 1, 1);
  const offsets = [-1, 0, 1, 2];
  return [
    dayIndexOf(year, 1, 1),
    ...offsets.map((offset) => springFestival + offset),
    qingming(year),
    dayIndexOf(year, 5, 1),
    dayIndexOf(year, 5, 2),
    dayOfLunar(year, 5, 5),
    dayOfLunar(year, 8, 15),
    dayIndexOf(year, 10, 1),
    dayIndexOf(year, 10, 2),
    dayIndexOf(year, 10, 3),
  ]
    .sort((a, b) => a - b)
    .map(formatDate);
}

export type TraditionalFestival = '春节' | '元宵' | '清明' | '端午' | '七夕' | '中秋' | '重阳' | '腊八';

const LUNAR_DATES: readonly (readonly [TraditionalFestival, number, number])[] = [
  ['春节', 1, 1],
  ['元宵', 1, 15],
  ['端午', 5, 5],
  ['七夕', 7, 7],
  ['中秋', 8, 15],
  ['重阳', 9, 9],
  ['腊八', 12, 8],
];

/**
 * Traditional festivals by the lunar calendar and the solar term 清明, in order of date. `year` is the lunar year: its
 * 腊八 may fall into the following January.
 */
export function traditionalFestivals(year: number): { name: TraditionalFestival; date: string }[] {
  return [
    ...LUNAR_DATES.map(([name, month, day]) => ({ name, date: formatDate(dayOfLunar(year, month, day)) })),
    { name: '清明' as const, date: formatDate(qingming(year)) },
  ].sort((a, b) => a.date.localeCompare(b.date));
}

function dayOfLunar(year: number, month: number, day: number): number {
  return dayOf(Lunar.fromYmd(year, month, day).getSolar());
}

function qingming(year: number): number {
  const term = Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable()['清明'];
  if (!term) throw new Error(`lunar-typescript knows no 清明 of ${year}`);
  return dayOf(term);
}

const dayOf = (solar: Solar): number => dayIndexOf(solar.getYear(), solar.getMonth(), solar.getDay());

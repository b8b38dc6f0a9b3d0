import { z } from 'zod';
import { calendarDate } from '../primitives.js';
import { dayCalendar } from '../problem.js';
import { fail, field } from './checks.js';

const year = z.coerce.number().int().min(2004).max(2100);
const MOST_YEARS = 10;

export const chinaCalendarQuery = z
  .strictObject({ firstYear: year, lastYear: year.optional().describe('Left out: the first year alone') })
  .superRefine((value, ctx) => {
    const first = field(value, 'firstYear');
    const last = field(value, 'lastYear');
    if (typeof first !== 'number' || typeof last !== 'number') return;
    if (last < first) fail(ctx, ['lastYear'], 'not_before', last, first);
    if (last - first >= MOST_YEARS) fail(ctx, ['lastYear'], 'at_most', last, first + MOST_YEARS - 1);
  });
export type ChinaCalendarQuery = z.infer<typeof chinaCalendarQuery>;

/** 春节, 元宵, 清明, 端午, 七夕, 中秋, 重阳, 腊八. */
export const festivalName = z.enum([
  'spring-festival',
  'lantern',
  'qingming',
  'dragon-boat',
  'qixi',
  'mid-autumn',
  'double-ninth',
  'laba',
]);
export type FestivalName = z.infer<typeof festivalName>;

export const chinaCalendar = dayCalendar.extend({
  festivals: z
    .array(z.strictObject({ date: calendarDate, name: festivalName }))
    .describe('Traditional festivals by the lunar calendar and the solar term 清明, in order of date'),
  provisionalYears: z
    .array(z.int())
    .describe('Years of which no notice of the State Council is known: the statutory days only'),
});
export type ChinaCalendar = z.infer<typeof chinaCalendar>;

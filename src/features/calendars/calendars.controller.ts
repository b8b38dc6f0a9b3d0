import {
  chinaCalendarIsProvisional,
  chinaDayCalendar,
  type TraditionalFestival,
  traditionalFestivals,
} from '@heli/calendar';
import {
  chinaCalendar,
  type ChinaCalendar,
  chinaCalendarQuery,
  type ChinaCalendarQuery,
  type FestivalName,
} from '@heli/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { nameSchemas, Operation } from '../../http/openapi/index.js';

nameSchemas({ ChinaCalendar: chinaCalendar });

const NAMES: Readonly<Record<TraditionalFestival, FestivalName>> = {
  春节: 'spring-festival',
  元宵: 'lantern',
  清明: 'qingming',
  端午: 'dragon-boat',
  七夕: 'qixi',
  中秋: 'mid-autumn',
  重阳: 'double-ninth',
  腊八: 'laba',
};

/** Of these calendar years: 腊八 of a lunar year may fall into the January after it. */
function festivalsOf(firstYear: number, lastYear: number): ChinaCalendar['festivals'] {
  const lunarYears = Array.from({ length: lastYear - firstYear + 2 }, (_, index) => firstYear - 1 + index);
  return lunarYears
    .flatMap((year) => traditionalFestivals(year).map(({ name, date }) => ({ date, name: NAMES[name] })))
    .filter(({ date }) => date >= `${firstYear}-01-01` && date < `${lastYear + 1}-01-01`)
    .sort((a, b) => a.date.localeCompare(b.date));
}

@ApiTags('calendars')
@Controller('api/v1/calendars')
export class CalendarsController {
  @Get('china')
  @Operation(
    'getChinaCalendar',
    'Public holidays of mainland China and the weekend days worked instead, for the `calendar` of a season, and the traditional festivals',
    { 200: chinaCalendar },
  )
  china(
    @Query({ schema: chinaCalendarQuery }) { firstYear, lastYear = firstYear }: ChinaCalendarQuery,
  ): ChinaCalendar {
    const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
    const { holidays, makeUpWorkdays } = chinaDayCalendar(firstYear, lastYear);
    return {
      holidays: [...holidays],
      makeUpWorkdays: [...makeUpWorkdays],
      festivals: festivalsOf(firstYear, lastYear),
      provisionalYears: years.filter(chinaCalendarIsProvisional),
    };
  }
}

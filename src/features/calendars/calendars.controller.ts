import { chinaCalendarIsProvisional, chinaDayCalendar } from '@heli/calendar';
import {
  chinaCalendar,
  type ChinaCalendar,
  chinaCalendarQuery,
  type ChinaCalendarQuery,
} from '@heli/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { nameSchemas, Operation } from '../../http/openapi/index.js';

nameSchemas({ ChinaCalendar: chinaCalendar });

@ApiTags('calendars')
@Controller('api/v1/calendars')
export class CalendarsController {
  @Get('china')
  @Operation(
    'getChinaCalendar',
    'Public holidays of mainland China and the weekend days worked instead, for the `calendar` of a season',
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
      provisionalYears: years.filter(chinaCalendarIsProvisional),
    };
  }
}

import {
  attendanceReport,
  type AttendanceReport,
  confirmedHours,
  type ConfirmedHours,
  confirmHoursBody,
  type ConfirmHoursBody,
  correctHoursBody,
  type CorrectHoursBody,
  hourEntry,
  type HourEntry,
  hoursOfActivity,
  type HoursOfActivity,
  hoursOfVolunteer,
  type HoursOfVolunteer,
  hoursQuery,
  type HoursQuery,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { currentContext, idParameter, nameSchemas, Operation } from '../../http/index.js';
import { CONTENT_TYPES } from '../imports/index.js';
import { HoursService } from './hours.service.js';
import { ReportsService } from './reports.service.js';
import { VolunteerHoursService } from './volunteer-hours.service.js';

nameSchemas({
  HoursOfActivity: hoursOfActivity,
  ConfirmHours: confirmHoursBody,
  ConfirmedHours: confirmedHours,
  CorrectHours: correctHoursBody,
  HourEntry: hourEntry,
  HoursOfVolunteer: hoursOfVolunteer,
  AttendanceReport: attendanceReport,
});

@ApiTags('hours')
@Controller('api/v1')
export class HoursController {
  constructor(
    private readonly hours: HoursService,
    private readonly people: VolunteerHoursService,
    private readonly reports: ReportsService,
  ) {}

  @Get('activities/:id/hours')
  @Operation('getHoursOfActivity', 'Minutes proposed and confirmed for everybody who came', {
    200: hoursOfActivity,
  })
  ofActivity(@Param('id', { schema: idParameter }) id: string): Promise<HoursOfActivity> {
    return this.hours.of(id);
  }

  @Post('activities/:id/hours/confirm')
  @HttpCode(200)
  @Operation(
    'confirmHours',
    'Confirm everybody who checked in, with the minutes proposed or others for a reason',
    {
      200: confirmedHours,
    },
  )
  confirm(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: confirmHoursBody }) body: ConfirmHoursBody,
  ): Promise<ConfirmedHours> {
    return this.hours.confirm(id, body);
  }

  @Post('activities/:id/hours/corrections')
  @Operation('correctHours', 'Put confirmed minutes right by a further entry that says why', {
    201: hourEntry,
  })
  correct(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: correctHoursBody }) body: CorrectHoursBody,
  ): Promise<HourEntry> {
    return this.hours.correct(id, body);
  }

  @Get('volunteers/:id/hours')
  @Operation('getHoursOfVolunteer', 'The record of a volunteer: hours, activities, how surely they come', {
    200: hoursOfVolunteer,
  })
  ofVolunteer(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: hoursQuery }) query: HoursQuery,
  ): Promise<HoursOfVolunteer> {
    return this.people.of(id, query);
  }

  @Get('seasons/:seasonId/reports/attendance')
  @Operation(
    'getAttendanceReport',
    'Activities held, people who came and hours, by community, organization and kind',
    {
      200: attendanceReport,
    },
  )
  report(@Param('seasonId', { schema: idParameter }) seasonId: string): Promise<AttendanceReport> {
    return this.reports.of(seasonId);
  }

  @Get('seasons/:seasonId/reports/attendance.csv')
  @Operation('getAttendanceReportTable', 'The same as a table', { 200: { 'text/csv': { type: 'string' } } })
  async reportTable(@Param('seasonId', { schema: idParameter }) seasonId: string): Promise<StreamableFile> {
    const bytes = await this.reports.csv(seasonId, currentContext().language);
    return new StreamableFile(bytes, {
      type: CONTENT_TYPES.csv,
      disposition: 'attachment; filename="attendance.csv"',
      length: bytes.length,
    });
  }
}

import {
  attendanceAnswer,
  type AttendanceAnswer,
  attendanceBody,
  type AttendanceBody,
  attendanceCount,
  type AttendanceCount,
  attendanceCountBody,
  type AttendanceCountBody,
  attendanceImportQuery,
  type AttendanceImportQuery,
  attendanceImportReport,
  type AttendanceImportReport,
  attendanceListQuery,
  type AttendanceListQuery,
  attendanceOfActivity,
  type AttendanceOfActivity,
} from '@heli/contracts';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { currentContext, idParameter, nameSchemas, Operation } from '../../http/index.js';
import { CONTENT_TYPES, uploadedFile } from '../imports/index.js';
import { AttendanceListService } from './attendance-list.service.js';
import { AttendanceService } from './attendance.service.js';

const tableFormat = z.enum(['csv', 'xlsx']);

nameSchemas({
  AttendanceList: attendanceBody,
  AttendanceListAnswer: attendanceAnswer,
  AttendanceCount: attendanceCount,
  AttendanceCountBody: attendanceCountBody,
  AttendanceImportReport: attendanceImportReport,
  AttendanceOfActivity: attendanceOfActivity,
});

@ApiTags('attendance')
@Controller('api/v1/activities/:id')
export class AttendanceController {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly lists: AttendanceListService,
  ) {}

  @Get('attendance')
  @Operation('getAttendance', 'Who was expected, who came, and how many took part', {
    200: attendanceOfActivity,
  })
  of(@Param('id', { schema: idParameter }) id: string): Promise<AttendanceOfActivity> {
    return this.attendance.of(id);
  }

  @Post('attendance')
  @HttpCode(200)
  @Operation(
    'markAttendance',
    'Write down who came, stayed away or was excused: all of the list or nothing',
    {
      200: attendanceAnswer,
    },
  )
  mark(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: attendanceBody }) body: AttendanceBody,
  ): Promise<AttendanceAnswer> {
    return this.attendance.mark(id, body);
  }

  @Post('attendance/import')
  @HttpCode(200)
  @ApiConsumes('text/csv', CONTENT_TYPES.xlsx, 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Operation(
    'importAttendance',
    'Read a list back that was filled in on paper or offline: all rows or none',
    {
      200: attendanceImportReport,
    },
  )
  import(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: attendanceImportQuery }) { dryRun }: AttendanceImportQuery,
    @Req() request: Request,
  ): Promise<AttendanceImportReport> {
    return this.lists.bring(id, uploadedFile(request), dryRun);
  }

  /** `attendance-list.csv` or `.xlsx` in the language of `lang`, else of Accept-Language. */
  @Get('attendance-list.:format')
  @Operation('exportAttendanceList', 'The list of who is expected, to print or to fill in', {
    200: {
      'text/csv': { type: 'string' },
      [CONTENT_TYPES.xlsx]: { type: 'string', description: 'An XLSX file' },
    },
  })
  async print(
    @Param('id', { schema: idParameter }) id: string,
    @Param('format', { schema: tableFormat }) format: z.infer<typeof tableFormat>,
    @Query({ schema: attendanceListQuery }) { lang = currentContext().language }: AttendanceListQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { bytes, contentType, fileName } = await this.lists.print(id, format, lang);
    response.setHeader('content-language', lang);
    return new StreamableFile(bytes, {
      type: contentType,
      disposition: `attachment; filename="${fileName}"`,
      length: bytes.length,
    });
  }

  @Post('attendance-counts')
  @Operation('countAttendance', 'Say how many took part beside those on duty, or put that right', {
    201: attendanceCount,
  })
  count(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: attendanceCountBody }) body: AttendanceCountBody,
  ): Promise<AttendanceCount> {
    return this.attendance.count(id, body);
  }
}

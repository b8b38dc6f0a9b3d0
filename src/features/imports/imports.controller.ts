import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import {
  exportQuery,
  type ExportQuery,
  importKind,
  type ImportKind,
  importQuery,
  type ImportQuery,
  type ImportReport,
  importReport,
} from '@heli/contracts';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { currentContext } from '../../http/context.js';
import { nameSchemas, Operation } from '../../http/openapi/index.js';
import { ImportsService } from './imports.service.js';
import { uploadedFile } from './upload.js';

const tableFormat = z.enum(['csv', 'xlsx']);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

nameSchemas({ ImportReport: importReport });

@ApiTags('tables')
@Controller('api/v1')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  /** Reads a table, CSV or XLSX, as the body itself or in the field `file` of a form. */
  @Post('imports/:kind')
  @HttpCode(200)
  @ApiConsumes('text/csv', XLSX, 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Operation('importTable', 'Read a table into a pool: all rows or none', { 200: importReport })
  import(
    @Param('kind', { schema: importKind }) kind: ImportKind,
    @Query({ schema: importQuery }) query: ImportQuery,
    @Req() request: Request,
  ): Promise<ImportReport> {
    return this.imports.bring(kind, uploadedFile(request), query);
  }

  /** `volunteers.csv`, `volunteers.xlsx` … in the language of `lang`, else of Accept-Language. */
  @Get('exports/:kind.:format')
  @Operation('exportTable', 'A pool as a table', {
    200: { 'text/csv': { type: 'string' }, [XLSX]: { type: 'string', description: 'An XLSX file' } },
  })
  async export(
    @Param('kind', { schema: importKind }) kind: ImportKind,
    @Param('format', { schema: tableFormat }) format: z.infer<typeof tableFormat>,
    @Query({ schema: exportQuery }) { lang = currentContext().language, ...scope }: ExportQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.imports.take(kind, { format, lang, ...scope });
    response.setHeader('content-language', lang);
    return new StreamableFile(file.bytes, {
      type: file.contentType,
      disposition: `attachment; filename="${file.fileName}"`,
      length: file.bytes.length,
    });
  }
}

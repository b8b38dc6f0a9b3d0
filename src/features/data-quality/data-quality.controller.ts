import {
  dataQualityHistory,
  type DataQualityHistory,
  dataQualityHistoryQuery,
  type DataQualityHistoryQuery,
  dataQualityReport,
  type DataQualityReport,
} from '@heli/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { DataQualityService } from './data-quality.service.js';

nameSchemas({ DataQualityReport: dataQualityReport, DataQualityHistory: dataQualityHistory });

@ApiTags('communities')
@Controller('api/v1/communities/:id/data-quality')
export class DataQualityController {
  constructor(private readonly reports: DataQualityService) {}

  @Get()
  @Operation('getDataQuality', 'What is worth looking at in the pools of a community, and what to do', {
    200: dataQualityReport,
  })
  report(@Param('id', { schema: idParameter }) id: string): Promise<DataQualityReport> {
    return this.reports.report(id);
  }

  @Get('history')
  @Operation('getDataQualityHistory', 'How much there was to look at, day by day', {
    200: dataQualityHistory,
  })
  history(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: dataQualityHistoryQuery }) query: DataQualityHistoryQuery,
  ): Promise<DataQualityHistory> {
    return this.reports.history(id, query);
  }
}

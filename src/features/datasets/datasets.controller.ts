import { datasetLoaded, type DatasetLoaded, pilotRequest, type PilotRequest } from '@heli/contracts';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { nameSchemas, Operation } from '../../http/index.js';
import { DatasetsService } from './datasets.service.js';

nameSchemas({ PilotRequest: pilotRequest, DatasetLoaded: datasetLoaded });

@ApiTags('seasons')
@Controller('api/v1/datasets')
export class DatasetsController {
  constructor(private readonly datasets: DatasetsService) {}

  @Post('pilot')
  @Operation('loadPilot', 'Fill an empty service with the made-up pilot season, to try everything out', {
    201: datasetLoaded,
  })
  pilot(@Body({ schema: pilotRequest }) body: PilotRequest): Promise<DatasetLoaded> {
    return this.datasets.loadPilot(body);
  }
}

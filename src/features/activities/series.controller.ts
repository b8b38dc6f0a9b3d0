import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type SeriesCreate, type SeriesQuery, seriesSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { SeriesService } from './series.service.js';

const PATH = 'api/v1/series';

@ApiTags('series')
@Controller(PATH)
export class SeriesController extends poolController<SeriesQuery, SeriesCreate>(PATH, seriesSchemas) {
  constructor(service: SeriesService) {
    super(service);
  }
}

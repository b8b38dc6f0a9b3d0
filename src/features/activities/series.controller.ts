import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { seriesSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { SeriesService } from './series.service.js';

const PATH = 'api/v1/series';

@ApiTags('series')
@Controller(PATH)
export class SeriesController extends poolController(
  PATH,
  { one: 'activity series', many: 'all activity series' },
  seriesSchemas,
  SeriesService,
) {}

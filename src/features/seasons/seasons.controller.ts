import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type SeasonCreate, type SeasonQuery, seasonSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { SeasonsService } from './seasons.service.js';

const PATH = 'api/v1/seasons';

@ApiTags('seasons')
@Controller(PATH)
export class SeasonsController extends poolController<SeasonQuery, SeasonCreate>(PATH, seasonSchemas) {
  constructor(service: SeasonsService) {
    super(service);
  }
}

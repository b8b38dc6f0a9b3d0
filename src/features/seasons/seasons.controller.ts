import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { seasonSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { SeasonsService } from './seasons.service.js';

const PATH = 'api/v1/seasons';

@ApiTags('seasons')
@Controller(PATH)
export class SeasonsController extends poolController(
  PATH,
  { one: 'season', many: 'seasons' },
  seasonSchemas,
  SeasonsService,
) {}

import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { venueSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { VenuesService } from './venues.service.js';

const PATH = 'api/v1/venues';

@ApiTags('venues')
@Controller(PATH)
export class VenuesController extends poolController(
  PATH,
  { one: 'venue', many: 'venues' },
  venueSchemas,
  VenuesService,
) {}

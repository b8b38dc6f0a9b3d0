import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { donationSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { DonationsService } from './donations.service.js';

const PATH = 'api/v1/donations';

@ApiTags('donations')
@Controller(PATH)
export class DonationsController extends poolController(
  PATH,
  { one: 'donation', many: 'donations' },
  donationSchemas,
  DonationsService,
) {}

import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerUnitSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { PartnerUnitsService } from './partners.service.js';

const PATH = 'api/v1/partner-units';

@ApiTags('partner-units')
@Controller(PATH)
export class PartnerUnitsController extends poolController(
  PATH,
  { one: 'partner unit', many: 'partner units' },
  partnerUnitSchemas,
  PartnerUnitsService,
) {}

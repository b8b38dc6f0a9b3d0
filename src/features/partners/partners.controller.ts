import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type PartnerUnitCreate, type PartnerUnitQuery, partnerUnitSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { PartnerUnitsService } from './partners.service.js';

const PATH = 'api/v1/partner-units';

@ApiTags('partner-units')
@Controller(PATH)
export class PartnerUnitsController extends poolController<PartnerUnitQuery, PartnerUnitCreate>(PATH, partnerUnitSchemas) {
  constructor(service: PartnerUnitsService) {
    super(service);
  }
}

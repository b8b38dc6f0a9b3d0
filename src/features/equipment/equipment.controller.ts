import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type EquipmentCreate, type EquipmentQuery, equipmentSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { EquipmentService } from './equipment.service.js';

const PATH = 'api/v1/equipment';

@ApiTags('equipment')
@Controller(PATH)
export class EquipmentController extends poolController<EquipmentQuery, EquipmentCreate>(
  PATH,
  equipmentSchemas,
) {
  constructor(service: EquipmentService) {
    super(service);
  }
}

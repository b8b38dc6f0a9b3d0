import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { equipmentSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { EquipmentService } from './equipment.service.js';

const PATH = 'api/v1/equipment';

@ApiTags('equipment')
@Controller(PATH)
export class EquipmentController extends poolController(
  PATH,
  { one: 'equipment item', many: 'equipment items' },
  equipmentSchemas,
  EquipmentService,
) {}

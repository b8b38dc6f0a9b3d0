import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type GroupCreate, type GroupQuery, groupSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { GroupsService } from './groups.service.js';

const PATH = 'api/v1/groups';

@ApiTags('groups')
@Controller(PATH)
export class GroupsController extends poolController<GroupQuery, GroupCreate>(PATH, groupSchemas) {
  constructor(service: GroupsService) {
    super(service);
  }
}

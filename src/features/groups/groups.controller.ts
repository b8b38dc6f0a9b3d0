import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { groupSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { GroupsService } from './groups.service.js';

const PATH = 'api/v1/groups';

@ApiTags('groups')
@Controller(PATH)
export class GroupsController extends poolController(
  PATH,
  { one: 'group', many: 'groups' },
  groupSchemas,
  GroupsService,
) {}

import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { communitySchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { CommunitiesService } from './communities.service.js';

const PATH = 'api/v1/communities';

@ApiTags('communities')
@Controller(PATH)
export class CommunitiesController extends poolController(
  PATH,
  { one: 'community', many: 'communities' },
  communitySchemas,
  CommunitiesService,
) {}

import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { activitySchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { ActivitiesService } from './activities.service.js';

const PATH = 'api/v1/activities';

@ApiTags('activities')
@Controller(PATH)
export class ActivitiesController extends poolController(
  PATH,
  { one: 'activity', many: 'activities' },
  activitySchemas,
  ActivitiesService,
) {}

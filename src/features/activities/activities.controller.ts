import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ActivityCreate, type ActivityQuery, activitySchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { ActivitiesService } from './activities.service.js';

const PATH = 'api/v1/activities';

@ApiTags('activities')
@Controller(PATH)
export class ActivitiesController extends poolController<ActivityQuery, ActivityCreate>(
  PATH,
  activitySchemas,
) {
  constructor(service: ActivitiesService) {
    super(service);
  }
}

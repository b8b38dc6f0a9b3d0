import { Module } from '@nestjs/common';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesService } from './activities.service.js';
import { SeriesController } from './series.controller.js';
import { SeriesService } from './series.service.js';

/** For the API and for workers alike. */
@Module({ providers: [ActivitiesService, SeriesService], exports: [ActivitiesService, SeriesService] })
export class ActivityServicesModule {}

@Module({
  imports: [ActivityServicesModule],
  controllers: [ActivitiesController, SeriesController],
  exports: [ActivityServicesModule],
})
export class ActivitiesModule {}

import { Module } from '@nestjs/common';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesService } from './activities.service.js';
import { SeriesController } from './series.controller.js';
import { SeriesService } from './series.service.js';

@Module({
  controllers: [ActivitiesController, SeriesController],
  providers: [ActivitiesService, SeriesService],
  exports: [ActivitiesService, SeriesService],
})
export class ActivitiesModule {}

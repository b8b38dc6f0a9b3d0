import { Module } from '@nestjs/common';
import { ActivityServicesModule } from '../activities/index.js';
import { SeasonServiceModule } from '../seasons/index.js';
import { SeasonRolling } from './season-rolling.js';
import { SuccessorsController } from './successors.controller.js';
import { SuccessorsService } from './successors.service.js';

/** Seasons after seasons, for the API and for workers alike. */
@Module({
  imports: [SeasonServiceModule, ActivityServicesModule],
  providers: [SuccessorsService, SeasonRolling],
  exports: [SuccessorsService, SeasonRolling],
})
export class SeasonRollingModule {}

/** The same over HTTP. */
@Module({ imports: [SeasonRollingModule], controllers: [SuccessorsController] })
export class SuccessorsModule {}

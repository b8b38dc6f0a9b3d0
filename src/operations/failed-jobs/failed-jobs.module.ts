import { Module } from '@nestjs/common';
import { QuestionStoreModule } from '../../features/questions/index.js';
import { RunsModule, RunStoreModule } from '../../features/runs/index.js';
import { FailedJobsController } from './failed-jobs.controller.js';
import { FailedJobsService } from './failed-jobs.service.js';

@Module({
  imports: [RunsModule, RunStoreModule, QuestionStoreModule],
  controllers: [FailedJobsController],
  providers: [FailedJobsService],
})
export class FailedJobsModule {}

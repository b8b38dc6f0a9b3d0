import { Injectable, Module } from '@nestjs/common';
import { Cron, Interval, ScheduleModule } from '@nestjs/schedule';
import { JobQueues } from '../queue/index.js';

const SWEEP_MS = 3_000;

/** Only asks for work: several processes may ask at once, the queue keeps one job of each kind. */
@Injectable()
class Schedule {
  constructor(private readonly queues: JobQueues) {}

  @Interval(SWEEP_MS)
  async sweepRuns(): Promise<void> {
    await this.queues.enqueueUpkeep('sweep-runs');
  }

  @Cron('0 17 3 * * *')
  async clearOldAnswers(): Promise<void> {
    await this.queues.enqueueUpkeep('clear-old-answers');
  }
}

@Module({ imports: [ScheduleModule.forRoot()], providers: [Schedule] })
export class HeliScheduleModule {}

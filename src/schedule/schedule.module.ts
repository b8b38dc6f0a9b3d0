import { Injectable, Module } from '@nestjs/common';
import { Cron, Interval, ScheduleModule } from '@nestjs/schedule';
import { JobQueues } from '../queue/index.js';

const SWEEP_MS = 3_000;
const DISPATCH_MS = 5_000;

/** Only asks for work: several processes may ask at once, the queue keeps one job of each kind. */
@Injectable()
class Schedule {
  constructor(private readonly queues: JobQueues) {}

  @Interval(SWEEP_MS)
  async sweepRuns(): Promise<void> {
    await this.queues.enqueueUpkeep('sweep-runs');
  }

  @Interval(DISPATCH_MS)
  async sendNotices(): Promise<void> {
    await this.queues.enqueueDispatch();
  }

  /** Reminders, alerts and digests that have come due. */
  @Cron('0 * * * * *')
  async planNotices(): Promise<void> {
    await this.queues.enqueueUpkeep('plan-notices');
  }

  /** Offers that nobody has answered in time. */
  @Cron('30 * * * * *')
  async expireOffers(): Promise<void> {
    await this.queues.enqueueUpkeep('expire-offers');
  }

  /** Venues that nobody answers for in time. */
  @Cron('30 * * * * *')
  async releaseBookings(): Promise<void> {
    await this.queues.enqueueUpkeep('release-bookings');
  }

  /** Gifts whose time is over. */
  @Cron('0 12 * * * *')
  async expireGifts(): Promise<void> {
    await this.queues.enqueueUpkeep('expire-gifts');
  }

  @Cron('0 17 3 * * *')
  async clearOldAnswers(): Promise<void> {
    await this.queues.enqueueUpkeep('clear-old-answers');
  }

  // Nights are those of the communities, in whatever zone they are: these ask every hour what is due there.
  @Cron('0 7 * * * *')
  async checkData(): Promise<void> {
    await this.queues.enqueueUpkeep('check-data');
  }

  @Cron('0 22 * * * *')
  async askAhead(): Promise<void> {
    await this.queues.enqueueUpkeep('ask-ahead');
  }

  @Cron('0 37 * * * *')
  async rollSeasons(): Promise<void> {
    await this.queues.enqueueUpkeep('roll-seasons');
  }
}

@Module({ imports: [ScheduleModule.forRoot()], providers: [Schedule] })
export class HeliScheduleModule {}

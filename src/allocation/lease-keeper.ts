import { type Progress } from '@heli/contracts';
import { Logger } from '@nestjs/common';
import { LeaseLostError } from '../database/index.js';
import { isConnectionLoss, messageOf } from '../errors/index.js';

/** A wish to cancel is seen within this time, whichever process it was made in. */
const LONGEST_PAUSE_MS = 500;
const PROGRESS_PAUSE_MS = 250;

export interface LeaseEvents {
  readonly cancelWanted: () => void;
  readonly lost: () => void;
}

/** Keeps the lease of a run or question while it is worked on, carries its progress into the row, and hears when it shall end. */
export class LeaseKeeper {
  private readonly logger = new Logger(LeaseKeeper.name);
  private latest: Progress | null = null;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private over = false;

  constructor(
    /** What is worked on, for the log. */
    private readonly work: string,
    /** Writes to the row, and tells whether somebody wants the work to end; throws LeaseLostError. */
    private readonly renew: (progress: Progress | null) => Promise<{ cancel: boolean }>,
    private readonly leaseMs: number,
    private readonly events: LeaseEvents,
  ) {}

  start(): void {
    this.plan(0);
  }

  /** The newest state is written; what came between two writes is skipped. */
  report(progress: Progress): void {
    const first = this.latest === null;
    this.latest = progress;
    if (first) this.plan(PROGRESS_PAUSE_MS);
  }

  /** Ends the keeping; a beat under way is waited for, so that nothing is written afterwards. */
  async stop(): Promise<void> {
    this.over = true;
    clearTimeout(this.timer);
    await this.beating;
  }

  private plan(pauseMs: number): void {
    if (this.over) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.beating = this.beating.then(() => this.beat());
    }, pauseMs);
  }

  private async beat(): Promise<void> {
    const progress = this.latest;
    this.latest = null;
    try {
      const { cancel } = await this.renew(progress);
      if (cancel) this.events.cancelWanted();
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.over = true;
        this.events.lost();
        return;
      }
      // A lease outlives a short absence of the database, and losing it is noticed at the next beat.
      if (!isConnectionLoss(error)) this.logger.error(`${this.work}: ${messageOf(error)}`);
      this.latest ??= progress;
    }
    this.plan(this.latest === null ? Math.min(LONGEST_PAUSE_MS, this.leaseMs / 4) : PROGRESS_PAUSE_MS);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { codeAndSentence, isConnectionLoss, isError } from '../errors/index.js';
import { Meters } from '../metrics/index.js';
import { FailedJobs } from './failed-jobs.js';
import { QUEUES, UPKEEP_TASKS, type UpkeepTask } from './jobs.js';

/** One piece of upkeep. Done twice it changes nothing more: several processes may do it, and a killed one does it again. */
export type Upkeep = (now: Date) => Promise<unknown>;

/** Features tell here what they do by schedule; the worker that takes the jobs knows no feature. */
@Injectable()
export class UpkeepTasks {
  private readonly logger = new Logger('Upkeep');
  private readonly works = new Map<UpkeepTask, Upkeep[]>();
  /** Tasks of which this process knows that no failure of theirs is open. */
  private readonly well = new Set<UpkeepTask>();

  constructor(
    private readonly failedJobs: FailedJobs,
    private readonly meters: Meters,
  ) {}

  /** Several pieces of one task are done in the order in which they were registered. */
  register(task: UpkeepTask, ...works: readonly Upkeep[]): void {
    this.works.set(task, [...(this.works.get(task) ?? []), ...works]);
  }

  /** Tasks that are asked for and that nobody does. */
  get missing(): readonly UpkeepTask[] {
    return UPKEEP_TASKS.filter((task) => !this.works.has(task));
  }

  /** Does all pieces of a task. One that fails is logged, left to the next time, and stops no other. */
  async carryOut(task: UpkeepTask, now = new Date()): Promise<void> {
    const failures: unknown[] = [];
    for (const work of this.works.get(task) ?? []) {
      try {
        await work(now);
      } catch (error) {
        failures.push(error);
        const sentence = `${task} failed and is tried again the next time: ${codeAndSentence(error)}`;
        // A database that is away says so often enough.
        if (isConnectionLoss(error)) this.logger.warn(sentence);
        else this.logger.error(sentence, isError(error) ? error.stack : undefined);
      }
    }
    await this.tell(task, failures);
  }

  /** One entry a task in the book of failed work, until it goes well again. */
  private async tell(task: UpkeepTask, failures: readonly unknown[]): Promise<void> {
    this.meters.upkeepFailed(task, failures.length);
    const told = failures.filter((error) => !isConnectionLoss(error));
    try {
      if (told.length > 0) {
        this.well.delete(task);
        await this.failedJobs.record({
          ...{ kind: 'upkeep', queue: QUEUES.upkeep, name: task, subject: task },
          error: told[0],
        });
      } else if (failures.length === 0 && !this.well.has(task)) {
        await this.failedJobs.recovered(QUEUES.upkeep, task);
        this.well.add(task);
      }
    } catch (error) {
      this.logger.warn(`How ${task} went could not be written down: ${codeAndSentence(error)}`);
    }
  }
}

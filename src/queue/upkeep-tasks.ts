import { Injectable, Logger } from '@nestjs/common';
import { codeAndSentence, isConnectionLoss, isError } from '../errors/index.js';
import { UPKEEP_TASKS, type UpkeepTask } from './jobs.js';

/** One piece of upkeep. Done twice it changes nothing more: several processes may do it, and a killed one does it again. */
export type Upkeep = (now: Date) => Promise<unknown>;

/** Features tell here what they do by schedule; the worker that takes the jobs knows no feature. */
@Injectable()
export class UpkeepTasks {
  private readonly logger = new Logger('Upkeep');
  private readonly works = new Map<UpkeepTask, Upkeep[]>();

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
    for (const work of this.works.get(task) ?? []) {
      try {
        await work(now);
      } catch (error) {
        const sentence = `${task} failed and is tried again the next time: ${codeAndSentence(error)}`;
        // A database that is away says so often enough.
        if (isConnectionLoss(error)) this.logger.warn(sentence);
        else this.logger.error(sentence, isError(error) ? error.stack : undefined);
      }
    }
  }
}

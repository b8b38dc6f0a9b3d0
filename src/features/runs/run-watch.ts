import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { messageOf } from '../../errors/index.js';
import { RunStore } from './run-store.js';
import { type AllocationRun } from './run.entity.js';

const ROUND_MS = 300;
/** While the database is away. */
const PAUSE_MS = 1_500;

export type Look = (run: AllocationRun) => void;

/** Shows runs again and again to whoever watches them: one query a round, however many watch. */
@Injectable()
export class RunWatch implements OnModuleDestroy {
  private readonly logger = new Logger(RunWatch.name);
  private readonly looks = new Map<string, Set<Look>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: RunStore) {}

  /** Calls `look` with the run's newest state in each round, until the function that it answers is called. */
  add(id: string, look: Look): () => void {
    const looks = this.looks.get(id) ?? new Set();
    looks.add(look);
    this.looks.set(id, looks);
    this.timer ??= setTimeout(() => void this.round(), ROUND_MS);
    return () => {
      looks.delete(look);
      if (looks.size === 0 && this.looks.get(id) === looks) this.looks.delete(id);
    };
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.looks.clear();
  }

  private async round(): Promise<void> {
    let pause = ROUND_MS;
    try {
      for (const run of await this.store.many([...this.looks.keys()])) {
        for (const look of this.looks.get(run.id) ?? []) look(run);
      }
    } catch (error) {
      pause = PAUSE_MS;
      this.logger.warn(`Runs cannot be watched at the moment: ${messageOf(error)}`);
    }
    this.timer = this.looks.size === 0 ? undefined : setTimeout(() => void this.round(), pause);
  }
}

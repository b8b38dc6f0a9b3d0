import { FINAL_RUN_STATES, type RunView } from '@heli/contracts';
import { Injectable, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import { RunStore } from './run-store.js';
import { runViewOf } from './run-view.js';
import { RunWatch } from './run-watch.js';
import { type AllocationRun } from './run.entity.js';

const HEARTBEAT_MS = 15_000;

const isFinal = (run: AllocationRun): boolean => FINAL_RUN_STATES.includes(run.state);

/**
 * Follows a run by its row. Each event carries the whole state, so nothing is lost when some are missed; a watcher that
 * comes back with `Last-Event-ID` hears only what is newer. The last event is called `end`.
 */
@Injectable()
export class RunEvents {
  constructor(
    private readonly store: RunStore,
    private readonly watch: RunWatch,
  ) {}

  async follow(id: string, lastSeen: number): Promise<Observable<MessageEvent>> {
    const first = await this.store.get(id);
    return new Observable((watcher) => {
      let seen = lastSeen;
      let quietSince = Date.now();
      const tell = (event: MessageEvent): void => {
        quietSince = Date.now();
        watcher.next(event);
      };
      const look = (run: AllocationRun): void => {
        if (isFinal(run)) {
          tell(event('end', run));
          watcher.complete();
        } else if (run.sequence > seen) {
          seen = run.sequence;
          tell(event('progress', run));
        } else if (Date.now() - quietSince >= HEARTBEAT_MS) {
          tell({ type: 'heartbeat', data: {} });
        }
      };
      look(first);
      return isFinal(first) ? undefined : this.watch.add(id, look);
    });
  }
}

function event(type: 'progress' | 'end', run: AllocationRun): MessageEvent {
  const data: RunView = runViewOf(run);
  return { type, id: String(run.sequence), data };
}

import { FINAL_RUN_STATES, type RunView } from '@heli/contracts';
import { Injectable, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import { RunStore } from './run-store.js';
import { runViewOf } from './run-view.js';
import { type AllocationRun } from './run.entity.js';

const POLL_MS = 300;
const HEARTBEAT_MS = 15_000;

const isFinal = (run: AllocationRun): boolean => FINAL_RUN_STATES.includes(run.state);

/**
 * Follows a run by its row. Each event carries the whole state, so nothing is lost when some are missed; a watcher that
 * comes back with `Last-Event-ID` hears only what is newer. The last event is called `end`.
 */
@Injectable()
export class RunEvents {
  constructor(private readonly store: RunStore) {}

  async follow(id: string, lastSeen: number): Promise<Observable<MessageEvent>> {
    const first = await this.store.get(id);
    return new Observable((watcher) => {
      let seen = lastSeen;
      let quietSince = Date.now();
      let timer: NodeJS.Timeout | undefined;
      const tell = (event: MessageEvent): void => {
        quietSince = Date.now();
        watcher.next(event);
      };
      const look = (run: AllocationRun): void => {
        if (isFinal(run)) {
          tell(event('end', run));
          watcher.complete();
          return;
        }
        if (run.sequence > seen) {
          seen = run.sequence;
          tell(event('progress', run));
        } else if (Date.now() - quietSince >= HEARTBEAT_MS) {
          tell({ type: 'heartbeat', data: {} });
        }
        timer = setTimeout(again, POLL_MS);
      };
      const again = (): void => {
        this.store.get(id).then(look, () => {
          // The database is away for a moment: the watcher keeps waiting, the next look may succeed.
          if (!watcher.closed) timer = setTimeout(again, POLL_MS * 5);
        });
      };
      look(first);
      return () => clearTimeout(timer);
    });
  }
}

function event(type: 'progress' | 'end', run: AllocationRun): MessageEvent {
  const data: RunView = runViewOf(run);
  return { type, id: String(run.sequence), data };
}

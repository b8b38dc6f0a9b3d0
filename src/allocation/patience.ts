import { setTimeout as sleep } from 'node:timers/promises';
import { isConnectionLoss } from '../errors/index.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Repeats a step of the database as long as the database is away, e.g. while it restarts; gives up after `patienceMs`. */
export async function whileDatabaseReturns<T>(patienceMs: number, step: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await step();
    } catch (error) {
      if (!isConnectionLoss(error) || Date.now() > until) throw error;
      await sleep(pause);
    }
  }
}

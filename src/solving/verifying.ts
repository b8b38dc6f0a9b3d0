import { atMost } from './at-most.js';
import { type Verdict, type VerifyTask } from './protocol.js';
import { onBreakdown, startThread } from './thread.js';

/** A thread takes a core and the memory of a season; more at once would only slow each other down. */
const limited = atMost(2);

/**
 * Checks a stored plan from its stored problem alone, and on wish how it stands to the season as it is now, in a thread of
 * its own. `threads` as in `startSolving`.
 */
export function verifyInThread(task: VerifyTask, threads: string | null = null): Promise<Verdict> {
  return limited(() => {
    const thread = startThread('verify-thread', task, threads);
    return new Promise<Verdict>((resolve, reject) => {
      thread.once('message', (verdict: Verdict) => resolve(verdict));
      onBreakdown(thread, reject);
    });
  });
}

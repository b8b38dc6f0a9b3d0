import { type Violation } from '@heli/contracts';
import { type VerifyTask } from './protocol.js';
import { onBreakdown, startThread } from './thread.js';

/** Checks a stored plan from its stored problem alone, in a thread of its own. `threads` as in `startSolving`. */
export function verifyInThread(task: VerifyTask, threads: string | null = null): Promise<Violation[]> {
  const thread = startThread('verify-thread', task, threads);
  return new Promise((resolve, reject) => {
    thread.once('message', (violations: Violation[]) => resolve(violations));
    onBreakdown(thread, reject);
  });
}

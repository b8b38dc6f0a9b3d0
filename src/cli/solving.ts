import { Worker } from 'node:worker_threads';
import { type Allocation, type AllocationLimits } from '@heli/allocator';
import { type Problem, type Progress } from '@heli/contracts';

export type SolverName = 'highs' | 'js-lp';

export interface SolveOrder {
  readonly problem: Problem;
  readonly solver: SolverName;
  readonly limits: AllocationLimits;
}

/** What the thread is given: the order, and one 32-bit word that says "stop" while the engine blocks the thread. */
export interface ThreadInput {
  readonly order: SolveOrder;
  readonly stop: SharedArrayBuffer;
}

export type ThreadMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly allocation: Allocation };

export interface SolveRun {
  readonly result: Promise<Allocation>;
  /** Ends soon, with the best plan so far. */
  stop(): void;
  /** Ends at once; `result` rejects. */
  kill(): void;
}

/** Solves in a thread of its own, so that this one can draw, listen to Ctrl-C and time out. */
export function startSolving(order: SolveOrder, onProgress: (progress: Progress) => void): SolveRun {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const input: ThreadInput = { order, stop };
  const worker = new Worker(new URL('./solving.worker.js', import.meta.url), { workerData: input });
  const result = new Promise<Allocation>((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.type === 'progress') onProgress(message.progress);
      else resolve(message.allocation);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the solving thread ended early (${code})`)));
  });
  return {
    result,
    stop: () => void Atomics.store(new Int32Array(stop), 0, 1),
    kill: () => void worker.terminate(),
  };
}

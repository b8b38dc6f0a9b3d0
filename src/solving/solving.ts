import { type Allocation } from '@heli/allocator';
import { type Progress } from '@heli/contracts';
import { AppError } from '../errors/app-error.js';
import { type Helpers, type HelperTerms, serveHelpers } from './helpers.js';
import { type SolvedModel } from './observed-solver.js';
import { type SolveMessage, type SolveTask } from './protocol.js';
import { usefulThreads } from './solver-pool.js';
import { onBreakdown, startThread } from './thread.js';

/** The task without what the thread and its owner share. */
export type SolveOrder = Omit<SolveTask, 'cancel' | 'stepDelayMs' | 'threads' | 'helpers' | 'observed'> &
  Partial<Pick<SolveTask, 'stepDelayMs' | 'threads'>> & {
    /** Other worker processes that take models of the run. */
    readonly helpers?: { readonly terms: HelperTerms; readonly reach: Helpers };
  };

export interface SolveListener {
  /** The problem is unpacked and found to be in order. */
  readonly prepared?: (problemSha256: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Left out: nobody wants to know, and nothing is measured. */
  readonly solved?: (model: SolvedModel) => void;
}

/** A computation under way in a thread of its own. */
export interface Solving {
  /** Rejects with ENGINE_FAILED or ENGINE_OUT_OF_MEMORY when the engine breaks down, or is killed. */
  readonly result: Promise<Allocation>;
  /** Asks for an early end with the best plan so far; heard within a step of the solver. */
  cancel(): void;
  /** Ends it with nothing. */
  kill(): Promise<void>;
}

/** Starts to solve; `threads` is the folder of the compiled threads, by default the one of this file. */
export function startSolving(
  order: SolveOrder,
  listener: SolveListener,
  threads: string | null = null,
): Solving {
  const cancel = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const { helpers, ...own } = order;
  const task: SolveTask = {
    stepDelayMs: 0,
    threads: usefulThreads(),
    ...own,
    helpers: helpers?.terms ?? null,
    observed: listener.solved !== undefined,
    cancel,
  };
  const thread = startThread('solve-thread', task, threads);
  const result = new Promise<Allocation>((resolve, reject) => {
    thread.on('message', (message: SolveMessage) => {
      switch (message.type) {
        case 'prepared':
          return listener.prepared?.(message.problemSha256);
        case 'progress': {
          listener.progress(message.progress);
          return;
        }
        case 'solved':
          return listener.solved?.(message.model);
        case 'helpers': {
          if (helpers)
            void serveHelpers(helpers.reach, message).then((returned) => thread.postMessage(returned));
          return;
        }
        case 'done': {
          resolve(message.allocation);
          return;
        }
        case 'unsound': {
          reject(unsound(message.violations));
          return;
        }
      }
    });
    onBreakdown(thread, reject);
  });
  return {
    result,
    cancel: () => {
      const flag = new Int32Array(cancel);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    },
    kill: async () => {
      await thread.terminate();
    },
  };
}

const MOST_NAMED = 5;

function unsound(violations: Extract<SolveMessage, { type: 'unsound' }>['violations']): AppError {
  const named = violations.slice(0, MOST_NAMED).map(({ rule, message }) => `${rule}: ${message}`);
  return new AppError(
    'ENGINE_FAILED',
    `The plan did not pass the independent check and was thrown away: ${named.join('; ')}`,
  );
}

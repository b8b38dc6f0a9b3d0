import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Progress } from '@heli/contracts';
import { AppError } from '../errors/index.js';
import { type SolveMessage, type SolveResult, type SolveTask } from './solve-protocol.js';

export interface SolveListener {
  readonly prepared: (problemSha256: string) => void;
  readonly progress: (progress: Progress) => void;
}

/** A computation under way in a thread of its own. */
export interface Solving {
  readonly result: Promise<SolveResult>;
  /** Asks for an early end with the best plan so far; heard within a step of the solver. */
  cancel(): void;
  /** Ends it with nothing. */
  kill(): Promise<void>;
}

const BESIDE_THIS_FILE = fileURLToPath(new URL('./solve-thread.js', import.meta.url));

/** Starts to solve; `file` is the compiled thread, by default the one beside this file. */
export function startSolving(
  task: Omit<SolveTask, 'cancel'>,
  listener: SolveListener,
  file: string | null,
): Solving {
  const cancel = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: SolveTask = { ...task, cancel };
  const thread = new Worker(file ?? BESIDE_THIS_FILE, { workerData });
  const result = new Promise<SolveResult>((resolve, reject) => {
    thread.on('message', (message: SolveMessage) => {
      if (message.type === 'prepared') listener.prepared(message.problemSha256);
      else if (message.type === 'progress') listener.progress(message.progress);
      else resolve(message);
    });
    thread.once('error', (cause) =>
      reject(new AppError('INTERNAL', `The solver broke down: ${cause.message}`, { cause })),
    );
    // After a result this changes nothing.
    thread.once('exit', (code) =>
      reject(new AppError('INTERNAL', `The solving thread ended with code ${code} and without a result`)),
    );
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

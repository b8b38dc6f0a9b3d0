import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
// Not by the index: it brings the object-relational mapper along, for each thread 0.2 s and 40 MB.
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { codeOf, messageOf } from '../errors/inspect.js';
import { keepEngineCode } from './engine-code.js';

export type ThreadName =
  'solve-thread' | 'verify-thread' | 'pool-thread' | 'section-thread' | 'answer-thread';

/** Starts a thread; `folder` has its compiled file, by default the one that this file is in. */
export function startThread(name: ThreadName, task: object, folder: string | null): Worker {
  if (name !== 'verify-thread') keepEngineCode();
  return new Worker(join(folder ?? import.meta.dirname, `${name}.js`), { workerData: task });
}

/** Calls `broken` when a thread ends for any reason; whoever has its result by then need not care. */
export function onBreakdown(thread: Worker, broken: (error: AppError) => void): void {
  thread.once('error', (cause: unknown) =>
    broken(new AppError(codeFor(cause), sentenceFor(cause), { cause })),
  );
  thread.once('exit', (code) =>
    broken(new AppError('ENGINE_FAILED', `The thread ended with code ${code} and without a result`)),
  );
}

const outOfMemory = (cause: unknown): boolean => codeOf(cause) === 'ERR_WORKER_OUT_OF_MEMORY';

const codeFor = (cause: unknown): ErrorCode =>
  outOfMemory(cause) ? 'ENGINE_OUT_OF_MEMORY' : 'ENGINE_FAILED';

function sentenceFor(cause: unknown): string {
  return outOfMemory(cause) ? 'The thread ran out of memory' : messageOf(cause);
}

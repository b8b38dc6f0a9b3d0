import { type Worker } from 'node:worker_threads';
import { type CancelSignal, type Solution } from '@heli/lp';
import { AppError } from '../errors/app-error.js';
import { type PoolEnd, type PoolMessage, type PoolQuestion, type PoolThreadTask } from './pool-protocol.js';
import { type SolverName } from './protocol.js';
import { onBreakdown, startThread } from './thread.js';

/** How often a signal that lives in this thread is looked at for the thread that solves, milliseconds. */
const LISTEN_EVERY_MS = 50;

/** Who the engine in a thread is. */
export interface Engine {
  readonly name: string;
  readonly version: string;
}

interface Thread {
  readonly worker: Worker;
  readonly engine: Promise<Engine>;
}

/** One place in the pool: a thread of its own, started when it is needed. */
export class PoolMember {
  private readonly cancel: Int32Array;
  private thread: Thread | null = null;
  /** Who waits for the answer. */
  private waiting: { resolve: (solution: Solution) => void; reject: (error: Error) => void } | null = null;
  private closed = false;

  /** @param folder of the compiled threads */
  constructor(
    private readonly solver: SolverName,
    private readonly folder: string | null,
  ) {
    this.cancel = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  }

  /** Starts the thread if there is none. Rejects where it does not come up. */
  async ready(): Promise<Engine> {
    if (this.closed) throw new AppError('ENGINE_FAILED', 'The pool of solver threads is closed');
    this.thread ??= this.start();
    return this.thread.engine;
  }

  /** One question at a time. */
  async ask(question: PoolQuestion, signal: CancelSignal | undefined): Promise<Solution> {
    await this.ready();
    Atomics.store(this.cancel, 0, signal?.aborted === true ? 1 : 0);
    const listening = signal
      ? setInterval(() => {
          if (signal.aborted) Atomics.store(this.cancel, 0, 1);
        }, LISTEN_EVERY_MS)
      : null;
    try {
      return await new Promise<Solution>((resolve, reject) => {
        this.waiting = { resolve, reject };
        this.thread?.worker.postMessage(question);
      });
    } finally {
      if (listening) clearInterval(listening);
    }
  }

  /** The thread need no longer keep the program that grew. */
  letGoOf(program: number): void {
    const end: PoolEnd = { type: 'end', program };
    this.thread?.worker.postMessage(end);
  }

  /** Ends the thread for good. What is still being solved rejects. */
  close(): Promise<void> {
    this.closed = true;
    return this.end();
  }

  private async end(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.worker.terminate();
  }

  private start(): Thread {
    const task: PoolThreadTask = { solver: this.solver, cancel: this.cancel.buffer as SharedArrayBuffer };
    const worker = startThread('pool-thread', task, this.folder);
    const engine = new Promise<Engine>((resolve, reject) => {
      onBreakdown(worker, (error) => {
        reject(error);
        // The last words of a thread that has a successor are not meant for who waits for that one.
        if (this.thread !== null && this.thread.worker !== worker) return;
        this.thread = null;
        this.waiting?.reject(error);
        this.waiting = null;
      });
      worker.on('message', (message: PoolMessage) => {
        if (message.type === 'ready') {
          resolve({ name: message.name, version: message.version });
          return;
        }
        const { waiting } = this;
        this.waiting = null;
        if (message.type === 'solution') waiting?.resolve(message.solution);
        else waiting?.reject(new AppError('ENGINE_FAILED', message.message));
      });
    });
    return { worker, engine };
  }
}

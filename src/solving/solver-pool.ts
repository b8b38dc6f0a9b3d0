import { availableParallelism } from 'node:os';
import { type Worker } from 'node:worker_threads';
import {
  type CancelSignal,
  type Limits,
  type Model,
  type Solution,
  type SolveOptions,
  type Solver,
} from '@heli/lp';
import { AppError } from '../errors/app-error.js';
import {
  type PlainModel,
  type PoolMessage,
  type PoolQuestion,
  type PoolThreadTask,
} from './pool-protocol.js';
import { type SolverName } from './protocol.js';
import { onBreakdown, startThread } from './thread.js';

/** How often a signal that lives in this thread is looked at for the threads that solve, milliseconds. */
const LISTEN_EVERY_MS = 50;

export interface SolverPool extends Solver {
  readonly concurrency: number;
  /** Ends the threads. What is still being solved rejects. */
  close(): Promise<void>;
}

/** Threads that are worth starting on this machine: one a core, and no more than four, for the engine has little more to do at once. */
export const usefulThreads = (): number => Math.max(1, Math.min(4, availableParallelism()));

interface Member {
  readonly worker: Worker;
  readonly cancel: Int32Array;
  /** Who waits for the answer. */
  waiting: { resolve: (solution: Solution) => void; reject: (error: Error) => void } | null;
}

/**
 * A solver that is several: each thread has an engine of its own, and models are handed to whichever is free, in the
 * order in which they were asked. Answers are those of the engine; only who computes them differs, so a plan is the same
 * with one thread or four.
 * @param threads folder of the compiled threads, by default the one of this file
 */
export async function createSolverPool(
  solver: SolverName,
  size: number,
  threads: string | null = null,
): Promise<SolverPool> {
  const started = await Promise.all(
    Array.from({ length: Math.max(1, size) }, () => startMember(solver, threads)),
  );
  return new Pool(
    started.map(({ member }) => member),
    started[0]?.name ?? solver,
    started[0]?.version ?? '',
  );
}

async function startMember(
  solver: SolverName,
  threads: string | null,
): Promise<{ member: Member; name: string; version: string }> {
  const cancel = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const task: PoolThreadTask = { solver, cancel };
  const worker = startThread('pool-thread', task, threads);
  const member: Member = { worker, cancel: new Int32Array(cancel), waiting: null };
  return new Promise((resolve, reject) => {
    const broken = (error: Error): void => {
      reject(error);
      member.waiting?.reject(error);
      member.waiting = null;
    };
    onBreakdown(worker, broken);
    worker.on('message', (message: PoolMessage) => {
      if (message.type === 'ready') {
        resolve({ member, name: message.name, version: message.version });
        return;
      }
      const { waiting } = member;
      member.waiting = null;
      if (message.type === 'solution') waiting?.resolve(message.solution);
      else waiting?.reject(new AppError('ENGINE_FAILED', message.message));
    });
  });
}

class Pool implements SolverPool {
  readonly concurrency: number;
  private readonly free: Member[];
  private readonly queue: ((member: Member) => void)[] = [];

  constructor(
    private readonly members: readonly Member[],
    readonly name: string,
    readonly version: string,
  ) {
    this.concurrency = members.length;
    this.free = [...members];
  }

  async solve(
    model: Model,
    limits: Limits = {},
    signal?: CancelSignal,
    options: SolveOptions = {},
  ): Promise<Solution> {
    const member = await this.take();
    try {
      return await this.ask(member, model, limits, signal, options);
    } finally {
      this.give(member);
    }
  }

  private take(): Promise<Member> {
    const member = this.free.shift();
    if (member) return Promise.resolve(member);
    return new Promise((resolve) => this.queue.push(resolve));
  }

  private give(member: Member): void {
    const next = this.queue.shift();
    if (next) next(member);
    else this.free.push(member);
  }

  private async ask(
    member: Member,
    model: Model,
    limits: Limits,
    signal: CancelSignal | undefined,
    options: SolveOptions,
  ): Promise<Solution> {
    Atomics.store(member.cancel, 0, signal?.aborted === true ? 1 : 0);
    const listening = signal
      ? setInterval(() => {
          if (signal.aborted) Atomics.store(member.cancel, 0, 1);
        }, LISTEN_EVERY_MS)
      : null;
    try {
      return await new Promise<Solution>((resolve, reject) => {
        member.waiting = { resolve, reject };
        const { start, basis, relaxed, presolve } = options;
        const question: PoolQuestion = {
          model: plain(model),
          limits,
          options: {
            ...(start ? { start } : {}),
            ...(basis ? { basis } : {}),
            ...(relaxed === undefined ? {} : { relaxed }),
            ...(presolve === undefined ? {} : { presolve }),
          },
        };
        member.worker.postMessage(question);
      });
    } finally {
      if (listening) clearInterval(listening);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }
}

/** Arrays that are views of larger ones are copied first: a message carries the whole buffer behind a view. */
function plain(model: Model): PlainModel {
  const { name, sense, offset, columnCount, rowCount, cost, lower, upper, integer, rowLower, rowUpper } =
    model;
  const { starts, indices, values } = model.matrix;
  const compact = <T extends Int32Array | Float64Array>(array: T): T =>
    (array.byteLength === array.buffer.byteLength ? array : array.slice()) as T;
  return {
    name,
    sense,
    offset,
    columnCount,
    rowCount,
    cost,
    lower,
    upper,
    integer,
    rowLower,
    rowUpper,
    matrix: { starts: compact(starts), indices: compact(indices), values: compact(values) },
  };
}

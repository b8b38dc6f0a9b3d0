import { availableParallelism } from 'node:os';
import {
  type CancelSignal,
  type GrowingProgram,
  type Limits,
  type Model,
  type Solution,
  type SolveOptions,
  type Solver,
  warmUpModel,
} from '@heli/lp';
import { Free } from './free.js';
import { type Engine, PoolMember } from './pool-member.js';
import { type PlainModel, type PoolQuestion } from './pool-protocol.js';
import { type SolverName } from './protocol.js';

export interface SolverPool extends Solver {
  readonly concurrency: number;
  /** Warms the engine's code in a thread to spare while nothing is asked yet; nothing where there is but one thread. */
  warmUp(): void;
  /** Ends the threads. What is still being solved rejects. */
  close(): Promise<void>;
}

/** Threads that are worth starting on this machine: one a core, and no more than four, for the engine has little more to do at once. */
export const usefulThreads = (): number => Math.max(1, Math.min(4, availableParallelism()));

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
  const members = Array.from({ length: Math.max(1, size) }, () => new PoolMember(solver, threads));
  const [engine] = await Promise.all(members.map((member) => member.ready()));
  return new Pool(members, engine ?? { name: solver, version: '' });
}

class Pool implements SolverPool {
  readonly concurrency: number;
  readonly name: string;
  readonly version: string;
  private readonly free: Free<PoolMember>;
  private programs = 0;
  /** Of programs that grow, those that keep them. */
  private readonly keepers = new Map<number, PoolMember>();

  constructor(
    private readonly members: readonly PoolMember[],
    { name, version }: Engine,
  ) {
    this.concurrency = members.length;
    this.name = name;
    this.version = version;
    this.free = new Free(members);
  }

  solve(model: Model, limits?: Limits, signal?: CancelSignal, options?: SolveOptions): Promise<Solution> {
    return this.ask(null, model, limits, signal, options);
  }

  /** The thread that solves it first keeps it; all else is rather given to others. */
  grow(): GrowingProgram {
    const program = this.programs++;
    return {
      solve: (...asked) => this.ask(program, ...asked),
      end: () => {
        this.keepers.get(program)?.letGoOf(program);
        this.keepers.delete(program);
      },
    };
  }

  private async ask(
    program: number | null,
    model: Model,
    limits: Limits = {},
    signal?: CancelSignal,
    options: SolveOptions = {},
  ): Promise<Solution> {
    const { start, basis, relaxed, presolve, interior, near } = options;
    const keeper = program === null ? undefined : this.keepers.get(program);
    const keeping = new Set(this.keepers.values());
    const member = await this.free.take(keeper, (other) => !keeping.has(other));
    if (program !== null) this.keepers.set(program, member);
    try {
      const question: PoolQuestion = {
        type: 'solve',
        program,
        model: plain(model),
        limits,
        options: {
          ...(start ? { start } : {}),
          ...(basis ? { basis } : {}),
          ...(relaxed === undefined ? {} : { relaxed }),
          ...(presolve === undefined ? {} : { presolve }),
          ...(interior === undefined ? {} : { interior }),
          ...(near === undefined ? {} : { near }),
        },
      };
      return await member.ask(question, signal);
    } finally {
      this.free.give(member);
    }
  }

  warmUp(): void {
    const member = this.name === 'highs' ? this.free.spare() : undefined;
    if (!member) return;
    const question: PoolQuestion = {
      ...{ type: 'solve', program: null },
      ...{ model: plain(warmUpModel()), limits: {}, options: {} },
    };
    void member
      .ask(question, undefined)
      // A thread that breaks here, or is ended before it is done, is told to whoever asks it next.
      .catch(() => undefined)
      .then(() => this.free.give(member));
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
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

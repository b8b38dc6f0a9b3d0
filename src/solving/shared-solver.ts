import {
  type CancelSignal,
  growing,
  type GrowingProgram,
  type Limits,
  type Model,
  type Solution,
  type SolveOptions,
  type Solver,
} from '@heli/lp';
import { packQuestion, unpackAnswer } from './errand-codec.js';
import { type Helpers, type HelperTerms } from './helpers.js';

/** How often those who have something out look whether it should come home, milliseconds. */
const LOOK_EVERY_MS = 250;
/** Larger ones stay at home, bytes when packed: a queue's database is no place for them. */
const MOST_PACKED = 32 * 1024 * 1024;
/** Branch and cut makes much of few entries. */
const WORTH_OF_A_MIP = 10;

/** A model that is out. */
interface Errand {
  readonly id: number;
  readonly model: Model;
  readonly limits: Limits;
  readonly signal: CancelSignal | undefined;
  readonly options: SolveOptions;
  readonly since: number;
  /** When to ask after it again; Infinity: it is being asked after, or solved, at home. */
  lookAt: number;
  readonly resolve: (solution: Solution) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A solver that is helped: models that find all threads at home busy are offered to other worker processes, and a thread
 * that gets free takes back what nobody there has begun. What somebody there has had for too long is solved at home as
 * well; whichever answer is first counts. So the run ends as it would alone when the others are slow, dead or gone.
 *
 * Who solves a model changes nothing in its answer: every process asks the same engine of the same version, which counts
 * its work and throws no dice. So the plan is the same with any number of helpers.
 */
export class SharedSolver implements Solver {
  readonly concurrency: number;
  private busy = 0;
  private next = 0;
  private readonly out = new Map<number, Errand>();
  private leaving: Errand[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds of a monotonic clock */
  constructor(
    private readonly home: Solver,
    private readonly threads: number,
    private readonly helpers: Helpers,
    private readonly terms: HelperTerms,
    private readonly now: () => number,
  ) {
    this.concurrency = threads + terms.most;
  }

  get name(): string {
    return this.home.name;
  }

  get version(): string {
    return this.home.version;
  }

  solve(
    model: Model,
    limits: Limits = {},
    signal?: CancelSignal,
    options: SolveOptions = {},
  ): Promise<Solution> {
    const stays =
      this.busy < this.threads ||
      this.out.size >= this.terms.most ||
      signal?.aborted === true ||
      !this.isWorthwhile(model, options);
    if (stays) return this.atHome(model, limits, signal, options);
    return new Promise((resolve, reject) => {
      const id = this.next++;
      const since = this.now();
      const errand: Errand = {
        ...{ id, model, limits, signal, options, since, resolve, reject },
        lookAt: Infinity,
      };
      this.out.set(id, errand);
      this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
      // What is asked in one breath makes one round.
      if (this.leaving.push(errand) === 1) setImmediate(() => void this.send());
    });
  }

  /** At home for good: who has the program is who goes on with it. */
  grow(): GrowingProgram {
    const program = growing(this.home);
    return {
      solve: (...asked) => this.busyWith(() => program.solve(...asked)),
      end: () => program.end(),
    };
  }

  private isWorthwhile({ matrix }: Model, { relaxed }: SolveOptions): boolean {
    const entries = matrix.values.length;
    return (relaxed === true ? entries : entries * WORTH_OF_A_MIP) >= this.terms.leastEntries;
  }

  private atHome(
    model: Model,
    limits: Limits,
    signal: CancelSignal | undefined,
    options: SolveOptions,
  ): Promise<Solution> {
    return this.busyWith(() => this.home.solve(model, limits, signal, options));
  }

  private async busyWith(solve: () => Promise<Solution>): Promise<Solution> {
    this.busy += 1;
    try {
      return await solve();
    } finally {
      this.busy -= 1;
      this.look();
    }
  }

  /** Never rejects: what cannot be sent is solved at home. */
  private async send(): Promise<void> {
    const round = this.leaving;
    this.leaving = [];
    const packed = await Promise.allSettled(round.map((errand) => this.pack(errand)));
    const questions = packed.flatMap((result, position) => {
      const errand = round[position];
      if (errand && result.status === 'fulfilled' && result.value.length <= MOST_PACKED)
        return [{ id: errand.id, question: result.value }];
      if (errand) this.bringHome(errand);
      return [];
    });
    if (questions.length === 0) return;
    const sent = new Set(questions.map(({ id }) => id));
    const answered = this.helpers.send(questions);
    for (const errand of round) if (sent.has(errand.id)) errand.lookAt = this.now();
    const answers = await answered.catch(() => new Map<number, Uint8Array>());
    for (const { id } of questions) {
      const errand = this.out.get(id);
      if (errand) await this.receive(errand, answers.get(id));
    }
  }

  private pack({ model, limits, options }: Errand): Promise<Uint8Array> {
    return packQuestion({
      solver: this.home.name,
      version: this.home.version,
      model,
      limits,
      relaxed: options.relaxed === true,
      presolve: options.presolve ?? null,
      interior: options.interior === true,
      near: options.near === true,
      start: options.start ?? null,
      basis: options.basis ?? null,
    });
  }

  /** An answer that cannot be read is none. */
  private async receive(errand: Errand, bytes: Uint8Array | undefined): Promise<void> {
    const solution = bytes && (await unpackAnswer(bytes).catch(() => null));
    if (solution) this.settle(errand, () => errand.resolve(solution));
    else if (errand.lookAt !== Infinity) this.bringHome(errand);
  }

  private settle(errand: Errand, how: () => void): void {
    if (!this.out.delete(errand.id)) return;
    how();
    if (this.out.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private bringHome(errand: Errand): void {
    errand.lookAt = Infinity;
    const { model, signal, options, limits } = errand;
    const left =
      limits.timeMs === undefined
        ? limits
        : { ...limits, timeMs: Math.max(1, limits.timeMs - (this.now() - errand.since)) };
    this.atHome(model, left, signal, options).then(
      (solution) => this.settle(errand, () => errand.resolve(solution)),
      (error: unknown) => this.settle(errand, () => errand.reject(error)),
    );
  }

  /** Threads that are free take back what is out, the latest first: helpers begin with the first. */
  private look(): void {
    const now = this.now();
    const errands = [...this.out.values()].reverse();
    for (const errand of errands)
      if (errand.signal?.aborted === true && errand.lookAt !== Infinity) this.bringHome(errand);
    let free = this.threads - this.busy;
    for (const errand of errands) {
      if (free <= 0) return;
      if (errand.lookAt > now) continue;
      free -= 1;
      errand.lookAt = Infinity;
      // The place is kept while it is asked for.
      this.busy += 1;
      void this.askAfter(errand).finally(() => (this.busy -= 1));
    }
  }

  private async askAfter(errand: Errand): Promise<void> {
    const taken = await this.helpers.takeBack(errand.id).catch(() => 'under-way' as const);
    if (!this.out.has(errand.id)) return;
    if (taken instanceof Uint8Array) {
      errand.lookAt = this.now();
      await this.receive(errand, taken);
    } else if (taken === 'returned' || this.now() - errand.since > this.terms.patienceMs)
      this.bringHome(errand);
    else errand.lookAt = this.now() + LOOK_EVERY_MS;
  }
}

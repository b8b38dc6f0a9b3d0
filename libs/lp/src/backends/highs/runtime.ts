import * as highsModule from 'highs';

// The package publishes CommonJS typings beside ESM code: under nodenext its default is typed one level too deep.
const load = highsModule.default as unknown as typeof highsModule.default.default;

export type Highs = Awaited<ReturnType<typeof load>>;
export type HighsModel = ReturnType<Highs['createModel']>;

/** Often enough to bound what one native instance can gather, rare enough to cost nothing. */
const SOLVES_PER_INSTANCE = 2_000;

const LARGE_ENTRIES = 250_000;

/** The same for every solve; the package itself fixes threads to 1. */
const FIXED_OPTIONS = { output_flag: false, random_seed: 0 } as const;

/**
 * The WASM runtime of this thread and one native instance in it. Making an instance and setting its options costs
 * more than solving a block of 20 columns, so it is kept between solves. An instance whose solve did not end in a
 * plain answer is destroyed; a runtime that trapped (out of memory, say) is loaded anew.
 */
class Runtime {
  private loading: Promise<Highs> | null = null;
  private instance: HighsModel | null = null;
  private solves = 0;
  /** Instances that keep a program between solves. */
  private readonly held = new Set<HighsModel>();
  /** Entries of the largest model since the memory was last given up. */
  private largest = 0;

  /** Loads the WASM on the first call (about 60 ms). Rejects when it cannot be read or compiled. */
  async ready(): Promise<Highs> {
    this.loading ??= load();
    try {
      return await this.loading;
    } catch (cause) {
      this.loading = null;
      throw new Error('The HiGHS WebAssembly could not be loaded', { cause });
    }
  }

  /** An empty native instance; the caller gives it back by `keep` or `drop`. */
  take(highs: Highs): HighsModel {
    const kept = this.instance;
    this.instance = null;
    if (kept !== null) return kept;
    const instance = highs.createModel();
    instance.options.set(FIXED_OPTIONS);
    return instance;
  }

  /** Back, for the next solve. */
  keep(instance: HighsModel): void {
    if (++this.solves >= SOLVES_PER_INSTANCE || this.instance !== null) {
      this.drop(instance);
      return;
    }
    instance.clearModel();
    this.instance = instance;
  }

  /** Not to be used again. */
  drop(instance: HighsModel): void {
    if (!this.held.delete(instance)) this.solves = 0;
    instance.dispose();
  }

  /** Keeps its program until it is dropped. */
  hold(instance: HighsModel): void {
    this.held.add(instance);
  }

  /** False when its runtime is gone. */
  isHeld(instance: HighsModel): boolean {
    return this.held.has(instance);
  }

  /**
   * After a model of so many entries the memory, which only grows, is given up with the runtime: it would hold what that
   * model took, some hundred megabytes, until the thread ends. Not while an instance keeps its program there.
   */
  afterModelOf(entries: number): void {
    this.largest = Math.max(this.largest, entries);
    if (this.largest < LARGE_ENTRIES || this.held.size > 0) return;
    if (this.instance !== null) this.drop(this.instance);
    this.abandon();
    // Loaded while the thread has nothing to do; where that fails, whoever asks next hears of it.
    this.ready().catch(() => undefined);
  }

  /** After a trap nothing in the old memory can be trusted, nor freed; the garbage collector takes it whole. */
  abandon(): void {
    this.loading = null;
    this.instance = null;
    this.solves = 0;
    this.largest = 0;
    this.held.clear();
  }
}

/** One per thread: module state is per thread in Node. */
export const runtime = new Runtime();

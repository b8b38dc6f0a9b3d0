import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 25;
const REST_MS = 300;
/** What ends again and again needs no more patience. */
const MOST_OWN_ENDS = 5;
const KEPT_CHARACTERS = 200_000;

export interface PartOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Whether it is ready for work. */
  readonly ready: () => Promise<boolean>;
}

/** A process that is looked after as an orchestrator does: whatever ended is started again. */
export class Part {
  private child: ChildProcess | undefined;
  private text = '';
  private wanted = false;
  private toldToEnd = false;
  private ended = Promise.resolve();
  /** Times that it ended although nobody had killed it. */
  readonly ownEnds: string[] = [];

  constructor(private readonly options: PartOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** The last of what it printed, over all its lives. */
  get output(): string {
    return this.text;
  }

  start(): void {
    this.wanted = true;
    const { command, args, env, cwd } = this.options;
    const child = spawn(command, args, {
      cwd,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.toldToEnd = false;
    const hear = (bytes: Buffer): void => {
      this.text = (this.text + bytes.toString()).slice(-KEPT_CHARACTERS);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.ownEnds.push(`${this.name}: ${error.message}`);
        resolve();
      });
      child.once('exit', (code, signal) => {
        if (!this.toldToEnd) this.ownEnds.push(`${this.name} ended with ${signal ?? `code ${code ?? '?'}`}`);
        resolve();
        if (this.wanted && !this.toldToEnd) setTimeout(() => this.revive(), REST_MS).unref();
      });
    });
  }

  /** `kill -9`, in whatever it is doing. It stays away until it is started again. */
  async kill(): Promise<void> {
    this.toldToEnd = true;
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  /** Stops its clockwork (SIGSTOP), or lets it go on. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Waits until it is ready; false when it is not after so long. */
  async untilReady(patienceMs: number): Promise<boolean> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until && this.ownEnds.length < MOST_OWN_ENDS) {
      if (await this.options.ready().catch(() => false)) return true;
      await sleep(LOOK_MS);
    }
    return false;
  }

  /** Tells it to end, and waits; what does not end in time is killed. */
  async end(patienceMs: number): Promise<void> {
    this.wanted = false;
    this.toldToEnd = true;
    this.child?.kill('SIGTERM');
    const killer = setTimeout(() => this.child?.kill('SIGKILL'), patienceMs);
    await this.ended;
    clearTimeout(killer);
  }

  private revive(): void {
    if (this.wanted && !this.toldToEnd) this.start();
  }
}

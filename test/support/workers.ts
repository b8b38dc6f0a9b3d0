import { setTimeout as sleep } from 'node:timers/promises';
import { type ServiceProcess, startWorkerProcess } from './processes.js';

const PATIENCE_MS = 150_000;

interface Worker {
  readonly process: ServiceProcess;
  readonly paceMs: number;
  /** Has settings of its own, so that it is not what a later case means. */
  readonly special: boolean;
}

/** Worker processes of a spec, each of a pace: what it waits at every step. One that is there goes on for the next case. */
export class Workers {
  private there: Worker[] = [];

  constructor(private readonly settings: Readonly<Record<string, string>>) {}

  /** The only one: all others end, and one of that pace is there or is started. */
  async alone(paceMs = 0): Promise<ServiceProcess> {
    const kept = this.there.find(
      ({ paceMs: its, special, process }) => its === paceMs && !special && process.isRunning(),
    );
    await this.end(kept);
    return kept?.process ?? this.another(paceMs);
  }

  /** One more, beside those that are there. */
  async another(paceMs = 0, own: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const process = await startWorkerProcess({
      HELI_LOG_LEVEL: 'warn',
      HELI_SOLVER_THREADS: '1',
      HELI_TEST_STEP_DELAY_MS: String(paceMs),
      ...this.settings,
      ...own,
    });
    this.there.push({ process, paceMs, special: Object.keys(own).length > 0 });
    return process;
  }

  /** Waits until the process has printed such words. */
  async untilSaid({ output }: ServiceProcess, words: RegExp): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!words.test(output())) {
      if (Date.now() > end) throw new Error(`Nothing like ${String(words)} in:\n${output()}`);
      await sleep(20);
    }
  }

  /** Ends all, but the one that is kept. */
  async end(kept?: Worker): Promise<void> {
    const leaving = this.there.filter((one) => one !== kept);
    this.there = kept === undefined ? [] : [kept];
    await Promise.all(leaving.map(({ process }) => process.end('SIGTERM')));
  }
}

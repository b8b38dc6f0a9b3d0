import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/database/index.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** The built service as it is shipped; programs of `test` that are compiled themselves stand beside it. */
export const BUILT = existsSync(join(ROOT, 'src', 'main.js')) ? join(ROOT, 'src') : join(ROOT, 'dist', 'src');
/** Folder of the built programs, in one bundle where set-up.mjs made one: a process then starts in a third of the time. */
export const PROGRAMS = process.env.HELI_TEST_PROGRAMS ?? BUILT;
/** Folder of the compiled threads. */
export const BUILT_THREADS = join(PROGRAMS, 'solving');

/** A process of the built service. */
export interface ServiceProcess {
  readonly pid: number;
  /** What it printed so far. */
  readonly output: () => string;
  /** Ends it with the signal and waits until it is gone. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

async function startProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: string,
): Promise<ServiceProcess> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const until = Date.now() + 30_000;
  while (!text.includes(ready)) {
    if (child.exitCode !== null || Date.now() > until) {
      throw new Error(`${command} ${args.join(' ')} did not get ready:\n${text}`);
    }
    await sleep(20);
  }
  return { pid: pidOf(child), output: () => text, end: (signal) => (child.kill(signal), gone) };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process was not started');
  return child.pid;
}

/** `npm run start:worker` on the given database and queue, in a process of its own that can be killed. */
export function startWorkerProcess(
  env: Readonly<Record<string, string>>,
  programs = PROGRAMS,
): Promise<ServiceProcess> {
  assertBuilt();
  return startProcess(process.execPath, [join(programs, 'worker.js')], env, 'Heli (worker) is ready');
}

/** `npm run start:api`, or `npm start` with the role `all`. */
export function startApiProcess(
  env: Readonly<Record<string, string>>,
  role: 'api' | 'all',
  programs = PROGRAMS,
): Promise<ServiceProcess> {
  assertBuilt();
  return startProcess(process.execPath, [join(programs, 'main.js'), '--role', role], env, 'listens on');
}

function assertBuilt(): void {
  if (!existsSync(BUILT)) {
    throw new Error('Run `npm run build` first: these tests start the built service (npm test does so)');
  }
}

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of the test's own, in memory only. */
export async function startRedis(): Promise<{ url: string; end: () => Promise<void> }> {
  const port = await freePort();
  const server = await startProcess(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {},
    'Ready to accept connections',
  );
  return {
    url: `redis://127.0.0.1:${port}`,
    end: async () => {
      await server.end('SIGTERM');
    },
  };
}

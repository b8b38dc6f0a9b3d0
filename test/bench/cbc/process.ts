import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type CancelSignal } from '@heli/lp';

export interface CbcRun {
  readonly log: string;
  /** From start to end of the process, milliseconds: reading the file, solving, writing the point. */
  readonly ms: number;
  /** Largest resident memory that was seen, MB; 0 where the system does not tell. */
  readonly peakMb: number;
}

const LOOK_MS = 200;
/** CBC reads the clock between steps of its search and may be late; then it is asked to stop, and in the end killed. */
const LATE_MS = 30_000;
const DEAF_MS = 30_000;

/** Runs `cbc` with these arguments in this folder; the point is in the file that the arguments name. */
export function runCbc(
  command: string,
  args: readonly string[],
  folder: string,
  timeMs: number,
  signal?: CancelSignal,
): Promise<CbcRun> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    let peakMb = 0;
    let asked: number | null = null;
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const timer = setInterval(() => {
      void residentMb(child.pid).then((mb) => (peakMb = Math.max(peakMb, mb)));
      const now = performance.now();
      const late = now - began > timeMs + LATE_MS || signal?.aborted === true;
      if (late && asked === null) {
        asked = now;
        child.kill('SIGINT');
      } else if (asked !== null && now - asked > DEAF_MS) child.kill('SIGKILL');
    }, LOOK_MS);
    child.on('error', (cause) => {
      clearInterval(timer);
      reject(new Error(`${command} cannot be started`, { cause }));
    });
    child.on('close', () => {
      clearInterval(timer);
      resolve({ log, ms: performance.now() - began, peakMb });
    });
  });
}

/** High-water mark of a process's memory; 0 where there is no /proc or the process has just ended. */
async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
}

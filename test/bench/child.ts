import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type MeasureOptions, type Measurement } from './measure.js';
import { type Way } from './ways.js';

/** What a child process is to measure. */
export interface Order extends MeasureOptions {
  readonly case: string;
  readonly way: Way;
}

/** A way that gave no figures: killed after its limit, out of memory, or a fault. */
export interface Failure {
  readonly way: Way;
  readonly threads: number;
  readonly ms: number;
  readonly load: number;
  /** A sentence. */
  readonly failed: string;
}

export type Outcome = Measurement | Failure;

export const isMeasured = (outcome: Outcome | undefined): outcome is Measurement =>
  outcome !== undefined && !('failed' in outcome);

/** How far beyond its own limit a process may run before it counts as hung. */
const GRACE_MS = 180_000;
const HEAP_MB = 8192;

/** Measures in a process of its own, so that no way inherits another's memory or warmed-up code. */
export function measureApart(order: Order): Promise<Outcome> {
  const script = fileURLToPath(new URL('./one.js', import.meta.url));
  const began = performance.now();
  const [load = 0] = loadavg();
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, script, JSON.stringify(order)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let killed = false;
    const timer = setTimeout(() => (killed = child.kill('SIGKILL')), order.limitMs + GRACE_MS);
    let text = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) {
        resolve(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Measurement);
        return;
      }
      const failed = killed
        ? `killed ${GRACE_MS / 1000} s after its limit`
        : `ended with ${code ?? signal ?? ''}: ${reasonIn(complaint)}`;
      const { way, threads } = order;
      resolve({ way, threads, ms: performance.now() - began, load, failed });
    });
  });
}

/** The line of an uncaught error that says what it was. */
function reasonIn(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  return lines.find((line) => /^(\w*Error|FATAL ERROR|\w+Refused)\b/.test(line)) ?? lines.find(Boolean) ?? '';
}

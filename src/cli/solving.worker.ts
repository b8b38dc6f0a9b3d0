import { parentPort, workerData } from 'node:worker_threads';
import { allocate } from '@heli/allocator';
import { type Progress } from '@heli/contracts';
import { createHighs, createJsLp, type Solver } from '@heli/lp';
import { type SolverName, type ThreadInput, type ThreadMessage } from './solving.js';

const BETWEEN_REPORTS_MS = 100;

if (parentPort === null) throw new Error('solving.worker runs only as a worker thread');
const port = parentPort;
// The main thread sends exactly this: `startSolving`.
const { order, stop } = workerData as ThreadInput;
const flag = new Int32Array(stop);
const say = (message: ThreadMessage): void => port.postMessage(message);

let last: { phase: Progress['phase']; at: number } | undefined;
const allocation = await allocate(order.problem, {
  solver: await solverOf(order.solver),
  limits: order.limits,
  signal: {
    get aborted() {
      return Atomics.load(flag, 0) !== 0;
    },
  },
  onProgress(progress) {
    const now = performance.now();
    if (last?.phase === progress.phase && now - last.at < BETWEEN_REPORTS_MS) return;
    last = { phase: progress.phase, at: now };
    say({ type: 'progress', progress });
  },
  clock: { now: () => performance.now(), cpu: () => process.cpuUsage().user / 1000 },
});
say({ type: 'done', allocation });

function solverOf(name: SolverName): Promise<Solver> | Solver {
  return name === 'highs' ? createHighs() : createJsLp();
}

import { parentPort, workerData } from 'node:worker_threads';
import { allocate, problemSha256, verifyDocument } from '@heli/allocator';
import { type Problem, problem as problemContract, type Progress } from '@heli/contracts';
import { createHighs, createJsLp, type Solver } from '@heli/lp';
import { readGzip } from './gzip.js';
import { createSolverPool } from './solver-pool.js';
import { type ProblemSource, type SolveMessage, type SolverName, type SolveTask } from './protocol.js';

/** News of one phase come at most this often: who listens draws or writes each of them. */
const BETWEEN_REPORTS_MS = 100;

/** The file of a worker thread: solvers block, so they must not share a thread with anything that answers. */
async function solve(task: SolveTask, tell: (message: SolveMessage) => void): Promise<void> {
  const cancel = new Int32Array(task.cancel);
  const signal = {
    get aborted() {
      return Atomics.load(cancel, 0) !== 0;
    },
  };
  const step = (): void => {
    if (task.stepDelayMs > 0) Atomics.wait(cancel, 0, 0, task.stepDelayMs);
  };
  const problem = problemOf(task.problem);
  tell({ type: 'prepared', problemSha256: problemSha256(problem) });
  step();
  const report = sparingly((progress) => tell({ type: 'progress', progress }));
  const solver = await solverOf(task.solver, task.threads);
  const allocation = await allocate(problem, {
    solver,
    limits: task.limits,
    signal,
    onProgress: (progress) => {
      report(progress);
      step();
    },
    clock: {
      now: () => performance.now(),
      cpu: () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      },
    },
  });
  const violations = allocation.kind === 'plan' ? verifyDocument(problem, allocation.document) : [];
  tell(violations.length > 0 ? { type: 'unsound', violations } : { type: 'done', allocation });
}

const problemOf = (source: ProblemSource): Problem =>
  'value' in source ? source.value : problemContract.parse(readGzip(source.gzip));

function solverOf(name: SolverName, threads: number): Promise<Solver> | Solver {
  if (threads > 1) return createSolverPool(name, threads);
  return name === 'highs' ? createHighs() : createJsLp();
}

function sparingly(report: (progress: Progress) => void): (progress: Progress) => void {
  let last: { phase: Progress['phase']; at: number } | undefined;
  return (progress) => {
    const now = performance.now();
    if (last?.phase === progress.phase && now - last.at < BETWEEN_REPORTS_MS) return;
    last = { phase: progress.phase, at: now };
    report(progress);
  };
}

const port = parentPort;
if (port === null) throw new Error('solve-thread.js is the file of a worker thread');
// The owner sends exactly this: `startSolving`.
await solve(workerData as SolveTask, (message) => port.postMessage(message));
// Threads of a pool end with the one that started them.
process.exit(0);

import { parentPort, workerData } from 'node:worker_threads';
import { allocate, type AllocationOptions, problemSha256, verifyDocument } from '@heli/allocator';
import { type Problem, problem as problemContract, type Progress } from '@heli/contracts';
import { createHighs, createJsLp, type Solver } from '@heli/lp';
import { readGzip } from './gzip.js';
import { HelpersOverPort, type HelperReturn } from './helpers.js';
import { observed, type SolvedModel } from './observed-solver.js';
import { SectionThreads } from './section-threads.js';
import { SharedSolver } from './shared-solver.js';
import { createSolverPool, type SolverPool } from './solver-pool.js';
import { type ProblemSource, type SolveMessage, type SolveTask } from './protocol.js';

const port = parentPort;

/** News of one phase come at most this often: who listens draws or writes each of them. */
const BETWEEN_REPORTS_MS = 100;
/** Activities from which on branch and cut takes long enough to be worth warming the engine for. */
const WORTH_WARMING = 100;

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
  const report = sparingly((progress) => tell({ type: 'progress', progress }));
  const { engine, pool } = await solverOf(task);
  if (problem.activities.length >= WORTH_WARMING) pool?.warmUp();
  const now = (): number => performance.timeOrigin + performance.now();
  const solver = task.observed ? observed(engine, now, (model) => tell({ type: 'solved', model })) : engine;
  const allocation = await allocate(problem, {
    solver,
    ...sectionsOf(task, (model) => tell({ type: 'solved', model })),
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

/** The solver, and the threads behind it where there are any. */
interface Engine {
  readonly engine: Solver;
  readonly pool: SolverPool | null;
}

/** With helpers, models are solved in threads of their own: this one has to stay able to hear. */
async function solverOf({ solver, threads, helpers }: SolveTask): Promise<Engine> {
  if (helpers) {
    const reach = new HelpersOverPort((call) => port?.postMessage(call));
    port?.on('message', (returned: HelperReturn) => reach.receive(returned));
    const pool = await createSolverPool(solver, threads);
    return { engine: new SharedSolver(pool, threads, reach, helpers, () => performance.now()), pool };
  }
  if (threads > 1) {
    const pool = await createSolverPool(solver, threads);
    return { engine: pool, pool };
  }
  return { engine: solver === 'highs' ? await createHighs() : createJsLp(), pool: null };
}

/** Sections of a season each in a thread; with helpers in this one, for then its models are handed out. */
function sectionsOf(
  { cancel, helpers, observed: isObserved, solver, threads }: SolveTask,
  solved: (model: SolvedModel) => void,
): Pick<AllocationOptions, 'sections'> {
  if (helpers || threads < 2) return {};
  const sections = new SectionThreads({ solver, threads, cancel, ...(isObserved ? { solved } : {}) });
  return { sections: sections.plan };
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

if (port === null) throw new Error('solve-thread.js is the file of a worker thread');
// The owner sends exactly this: `startSolving`.
await solve(workerData as SolveTask, (message) => port.postMessage(message));
// Threads of a pool end with the one that started them.
process.exit(0);

import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { allocate, problemSha256, verifyDocument } from '@heli/allocator';
import { problem as problemContract } from '@heli/contracts';
import { createHighs } from '@heli/lp';
import { type SolveMessage, type SolveTask } from './solve-protocol.js';

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
  const text = gunzipSync(task.problemGzip).toString('utf8');
  const problem = problemContract.parse(JSON.parse(text));
  tell({ type: 'prepared', problemSha256: problemSha256(problem) });
  step();
  const outcome = await allocate(problem, {
    solver: await createHighs(),
    limits: task.limits,
    signal,
    onProgress: (progress) => {
      tell({ type: 'progress', progress });
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
  if (outcome.kind === 'refused') {
    tell({ type: 'refused', faults: outcome.faults });
    return;
  }
  const violations = verifyDocument(problem, outcome.document);
  if (violations.length > 0) {
    tell({ type: 'unsound', violations: violations.map(({ rule, message }) => `${rule}: ${message}`) });
    return;
  }
  tell({ type: 'plan', document: outcome.document, open: outcome.open });
}

const port = parentPort;
if (port === null) throw new Error('solve-thread.js is the file of a worker thread');
await solve(workerData as SolveTask, (message) => port.postMessage(message));

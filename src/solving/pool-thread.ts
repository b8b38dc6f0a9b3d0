import { parentPort, workerData } from 'node:worker_threads';
import { createHighs, createJsLp, growing, type GrowingProgram, type Model } from '@heli/lp';
import { messageOf } from '../errors/inspect.js';
import { type PoolEnd, type PoolMessage, type PoolQuestion, type PoolThreadTask } from './pool-protocol.js';

/** The file of a thread of the solver pool: one engine that answers one model at a time. */
const port = parentPort;
if (port === null) throw new Error('pool-thread.js is the file of a worker thread');
// The owner sends exactly this: `createSolverPool`.
const task = workerData as PoolThreadTask;
const cancel = new Int32Array(task.cancel);
const signal = {
  get aborted() {
    return Atomics.load(cancel, 0) !== 0;
  },
};
const tell = (message: PoolMessage): void => port.postMessage(message);

const solver = task.solver === 'highs' ? await createHighs({ givesMemoryBack: true }) : createJsLp();
const programs = new Map<number, GrowingProgram>();

function programOf(number: number): GrowingProgram {
  const program = programs.get(number) ?? growing(solver);
  programs.set(number, program);
  return program;
}

port.on('message', (asked: PoolQuestion | PoolEnd) => {
  if (asked.type === 'end') {
    programs.get(asked.program)?.end();
    programs.delete(asked.program);
    return;
  }
  const { program, model, limits, options } = asked;
  const named: Model = { ...model, columnName: (column) => `c${column}`, rowName: (row) => `r${row}` };
  const engine = program === null ? solver : programOf(program);
  engine.solve(named, limits, signal, options).then(
    (solution) => tell({ type: 'solution', solution }),
    (error: unknown) => tell({ type: 'failed', message: messageOf(error) }),
  );
});
tell({ type: 'ready', name: solver.name, version: solver.version });

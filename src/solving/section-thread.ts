import { parentPort, workerData } from 'node:worker_threads';
import { SeasonPlanner } from '@heli/allocator';
import { createHighs, createJsLp } from '@heli/lp';
import { messageOf } from '../errors/inspect.js';
import { observed } from './observed-solver.js';
import {
  type SectionAnswer,
  type SectionMessage,
  type SectionStep,
  type SectionThreadTask,
} from './section-protocol.js';

/** The file of a thread that plans sections of a season, one step of one of them at a time. */
const port = parentPort;
if (port === null) throw new Error('section-thread.js is the file of a worker thread');
// The owner sends exactly this: `SectionThreads`.
const task = workerData as SectionThreadTask;
const cancel = task.cancel && new Int32Array(task.cancel);
const signal = {
  get aborted() {
    return cancel !== null && Atomics.load(cancel, 0) !== 0;
  },
};
const tell = (message: SectionMessage): void => port.postMessage(message);
const epochMs = (): number => performance.timeOrigin + performance.now();
const engine = task.solver === 'highs' ? await createHighs({ givesMemoryBack: true }) : createJsLp();
const solver = task.observed ? observed(engine, epochMs, (model) => tell({ type: 'solved', model })) : engine;
const planners = new Map<number, SeasonPlanner>();

function plannerOf(step: SectionStep): SeasonPlanner {
  const { section } = step;
  const known = planners.get(section);
  if (known) return known;
  if (step.type !== 'serve') throw new Error(`section ${section} was not served in this thread`);
  const planner = new SeasonPlanner(
    step.of,
    { ...task.terms, leftMs: task.endsAt - epochMs() },
    {
      solver,
      signal,
      now: () => performance.now(),
      report: (progress) => tell({ type: 'progress', section, progress }),
    },
  );
  planners.set(section, planner);
  return planner;
}

async function take(step: SectionStep): Promise<SectionAnswer> {
  const planner = plannerOf(step);
  switch (step.type) {
    case 'serve':
      return { type: 'serve', served: await planner.serve() };
    case 'fair':
      return { type: 'fair', proof: await planner.fair() };
    case 'refine':
      return { type: 'refine', refined: await planner.refine(step.aim, step.share) };
    case 'nearer':
      return { type: 'refine', refined: await planner.nearer() };
    case 'finish': {
      const plan = await planner.finish();
      planners.delete(step.section);
      return { type: 'finish', plan };
    }
  }
}

port.on('message', (step: SectionStep) => {
  const { section } = step;
  take(step).then(
    (answer) => tell({ type: 'done', section, answer }),
    (error: unknown) => tell({ type: 'failed', section, message: messageOf(error) }),
  );
});

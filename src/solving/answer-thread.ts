import { parentPort, workerData } from 'node:worker_threads';
import { openWorkbench, type Workbench, WorkbenchRefused } from '@heli/allocator';
import { planDocument, problem } from '@heli/contracts';
import { createHighs, createJsLp } from '@heli/lp';
import { messageOf } from '../errors/index.js';
import { answerQuestion } from './answer-handlers.js';
import {
  type AnswerMessage,
  type AnswerOrder,
  type AnswerThreadTask,
  type StoredDocuments,
} from './answer-protocol.js';
import { readText } from './gzip.js';
import { OpenedPlans } from './opened-plans.js';

/** The file of an answering thread: it keeps the plans that it was asked about last, and answers one question at a time. */
const port = parentPort;
if (port === null) throw new Error('answer-thread.js is the file of a worker thread');
// The owner sends exactly this: `Answering`.
const task = workerData as AnswerThreadTask;
const cancel = new Int32Array(task.cancel);
const signal = {
  get aborted() {
    return Atomics.load(cancel, 0) !== 0;
  },
};
const now = (): number => performance.now();
const solver = task.solver === 'highs' ? await createHighs() : createJsLp();
const plans = new OpenedPlans<Workbench>();
/** When the question at hand has to be answered. Opened plans outlive their questions, so they look here. */
let deadline = Infinity;
const limits = {
  get timeMs() {
    return Math.max(0, deadline - now());
  },
};

function open(key: string, { problemGzip, planGzip }: StoredDocuments): Promise<Workbench> {
  const texts = [problemGzip, planGzip].map(readText);
  const [season, plan] = texts.map((text): unknown => JSON.parse(text));
  const bytes = texts.reduce((sum, { length }) => sum + length, 0);
  return plans.open(key, bytes, () =>
    openWorkbench(problem.parse(season), planDocument.parse(plan), {
      solver,
      signal,
      limits,
      clock: { now },
    }),
  );
}

async function answer({ key, question, timeMs, documents }: AnswerOrder): Promise<AnswerMessage> {
  deadline = now() + timeMs;
  const workbench = plans.find(key) ?? (documents === null ? undefined : await open(key, documents));
  if (!workbench) return { type: 'wants-documents' };
  if (task.stepDelayMs > 0) Atomics.wait(cancel, 0, 0, task.stepDelayMs);
  const told = await answerQuestion(workbench, question, limits.timeMs);
  return 'faults' in told ? { type: 'refused', ...told } : { type: 'answer', ...told };
}

const failure = (error: unknown): AnswerMessage =>
  error instanceof WorkbenchRefused
    ? { type: 'unsound-plan', message: error.message, violations: error.violations }
    : { type: 'failed', message: messageOf(error), cause: error };

port.on('message', (order: AnswerOrder) => {
  void answer(order)
    .catch(failure)
    .then((message) => port.postMessage(message));
});

import { parentPort, workerData } from 'node:worker_threads';
import { problemChanges, problemSha256, verifyDocument, verifyPlan } from '@heli/allocator';
import { type PlanDocument, planDocument, type Problem, problem } from '@heli/contracts';
import { readGzip } from './gzip.js';
import { type Currency, type Verdict, type VerifyTask } from './protocol.js';

/** The file of a worker thread: unpacking, parsing and checking a season takes seconds, in which nothing else would be answered. */
const port = parentPort;
if (port === null) throw new Error('verify-thread.js is the file of a worker thread');
// The owner sends exactly this: `verifyInThread`.
const { problemGzip, planGzip, currentGzip } = workerData as VerifyTask;
const made = problem.parse(readGzip(problemGzip));
const document = planDocument.parse(readGzip(planGzip));
const verdict: Verdict = {
  violations: verifyDocument(made, document),
  current:
    currentGzip === undefined ? null : currencyOf(problem.parse(readGzip(currentGzip)), made, document),
};
port.postMessage(verdict);

function currencyOf(now: Problem, made: Problem, plan: PlanDocument): Currency {
  const changes = problemChanges(made, now);
  return {
    problemSha256: problemSha256(now),
    changes,
    // Nothing was changed: what was found above holds.
    violations: changes.length === 0 ? [] : verifyPlan(now, plan),
  };
}

import { parentPort, workerData } from 'node:worker_threads';
import { verifyDocument } from '@heli/allocator';
import { planDocument, problem } from '@heli/contracts';
import { readGzip } from './gzip.js';
import { type VerifyTask } from './protocol.js';

/** The file of a worker thread: unpacking, parsing and checking a season takes seconds, in which nothing else would be answered. */
const port = parentPort;
if (port === null) throw new Error('verify-thread.js is the file of a worker thread');
// The owner sends exactly this: `verifyInThread`.
const { problemGzip, planGzip } = workerData as VerifyTask;
port.postMessage(
  verifyDocument(problem.parse(readGzip(problemGzip)), planDocument.parse(readGzip(planGzip))),
);

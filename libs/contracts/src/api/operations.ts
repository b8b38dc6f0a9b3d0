import { z } from 'zod';
import { instant } from '../primitives.js';
import { pageOf, pageQueryFields } from './common.js';

/** `job`: one that a worker could not carry out as it was, e.g. of another release. */
export const failedJobKind = z.enum(['run', 'question', 'upkeep', 'job']);
export type FailedJobKind = z.infer<typeof failedJobKind>;

/** How the matter ended: tried again by an operator, gone well by itself the next time, put aside by an operator. */
export const failedJobClosing = z.enum(['retried', 'recovered', 'set-aside']);
export type FailedJobClosing = z.infer<typeof failedJobClosing>;

/** Work that failed for good, or fails again and again. It speaks of ids and codes alone. */
export const failedJobView = z.strictObject({
  id: z.string(),
  kind: failedJobKind,
  queue: z.string(),
  subject: z.string().describe('Id of the run, question or job; name of the task of the schedule'),
  code: z.string().describe('Code of the last failure; the log tells more'),
  times: z.int().describe('How often it failed'),
  failedAt: instant.describe('When it failed last'),
  closedAt: instant.nullable(),
  closedBy: failedJobClosing.nullable(),
  retriedAs: z.string().nullable().describe('Id of the run or question that took its place'),
});
export type FailedJobView = z.infer<typeof failedJobView>;

export const failedJobPage = pageOf(failedJobView);

export const failedJobQuery = z.strictObject({
  ...pageQueryFields,
  kind: failedJobKind.optional(),
  state: z.enum(['open', 'closed']).default('open'),
});
export type FailedJobQuery = z.infer<typeof failedJobQuery>;

import { z } from 'zod';

/** Names of the queues. */
export const QUEUES = {
  allocation: 'heli-allocation',
  questions: 'heli-questions',
  upkeep: 'heli-upkeep',
} as const;

/**
 * What travels in a job, with the version of its shape: a worker of the next release still has to read what the last one
 * wrote. A job only says which row to look at; the row is the truth.
 */
export const allocationJob = z.strictObject({ v: z.literal(1), runId: z.string().min(1).max(120) });
export type AllocationJob = z.infer<typeof allocationJob>;

export const questionJob = z.strictObject({ v: z.literal(1), questionId: z.string().min(1).max(120) });
export type QuestionJob = z.infer<typeof questionJob>;

export const upkeepJob = z.strictObject({
  v: z.literal(1),
  task: z.enum(['sweep-runs', 'clear-old-answers']),
});
export type UpkeepJob = z.infer<typeof upkeepJob>;

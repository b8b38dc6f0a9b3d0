import { z } from 'zod';

/** Names of the queues. */
export const QUEUES = {
  allocation: 'heli-allocation',
  questions: 'heli-questions',
  upkeep: 'heli-upkeep',
  /** Models of runs, for worker processes with nothing else in hand. Runs have a queue of their own, so none waits behind these. */
  errands: 'heli-errands',
  notices: 'heli-notices',
} as const;

/** Queue of the rounds of one attempt of a run: only the process that leads it takes them. */
export const roundQueue = (runId: string, attempt: number): string => `heli-round-${runId}-${attempt}`;

/**
 * What travels in a job, with the version of its shape: a worker of the next release still has to read what the last one
 * wrote. A job only says which row to look at; the row is the truth.
 */
export const allocationJob = z.strictObject({ v: z.literal(1), runId: z.string().min(1).max(120) });
export type AllocationJob = z.infer<typeof allocationJob>;

export const questionJob = z.strictObject({ v: z.literal(1), questionId: z.string().min(1).max(120) });
export type QuestionJob = z.infer<typeof questionJob>;

/** What is done by schedule; features register how (`UpkeepTasks`). */
export const UPKEEP_TASKS = [
  'sweep-runs',
  'clear-old-answers',
  'plan-notices',
  'release-bookings',
  'expire-offers',
  'fill-places',
  'expire-gifts',
  'check-data',
  'ask-ahead',
  'roll-seasons',
] as const;
export type UpkeepTask = (typeof UPKEEP_TASKS)[number];

export const upkeepJob = z.strictObject({ v: z.literal(1), task: z.enum(UPKEEP_TASKS) });
export type UpkeepJob = z.infer<typeof upkeepJob>;

/** Asks for what is due to be sent. */
export const noticeJob = z.strictObject({ v: z.literal(1), task: z.literal('dispatch') });
export type NoticeJob = z.infer<typeof noticeJob>;

/** Child of a round: a row of `errands` to be answered. */
export const errandJob = z.strictObject({ v: z.literal(1), errandId: z.string().min(1).max(120) });
export type ErrandJob = z.infer<typeof errandJob>;

/** Parent of errands: taken up when they are over. */
export const roundJob = z.strictObject({ v: z.literal(1), round: z.int().min(0) });
export type RoundJob = z.infer<typeof roundJob>;

import { z } from 'zod';
import { jobFormat, type JobOf, NewerJobError } from './job-format.js';

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
 * What travels in a job, with the version of its shape (`JobFormat`). A job only says which row to look at; the row is the
 * truth.
 */
const id = z.string().min(1).max(120);

export const allocationJob = jobFormat(z.strictObject({ v: z.literal(1), runId: id }));
export type AllocationJob = JobOf<typeof allocationJob>;

export const questionJob = jobFormat(z.strictObject({ v: z.literal(1), questionId: id }));
export type QuestionJob = JobOf<typeof questionJob>;

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

const isKnown = (task: string): task is UpkeepTask => UPKEEP_TASKS.some((known) => known === task);

/** A task that this release does not know is that of a newer one. */
const upkeepFormat = jobFormat(
  z.strictObject({
    v: z.literal(1),
    task: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/)
      .max(60),
  }),
);
export const upkeepJob = {
  read(data: unknown): UpkeepJob {
    const { v, task } = upkeepFormat.read(data);
    if (!isKnown(task)) throw new NewerJobError(`The task ${task} is not one of this release`);
    return { v, task };
  },
};
export interface UpkeepJob {
  readonly v: 1;
  readonly task: UpkeepTask;
}

/** Asks for what is due to be sent. */
export const noticeJob = jobFormat(z.strictObject({ v: z.literal(1), task: z.literal('dispatch') }));
export type NoticeJob = JobOf<typeof noticeJob>;

/** Child of a round: a row of `errands` to be answered. */
export const errandJob = jobFormat(z.strictObject({ v: z.literal(1), errandId: id }));
export type ErrandJob = JobOf<typeof errandJob>;

/** Parent of errands: taken up when they are over. */
export const roundJob = jobFormat(z.strictObject({ v: z.literal(1), round: z.int().min(0) }));
export type RoundJob = JobOf<typeof roundJob>;

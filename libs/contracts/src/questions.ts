import { z } from 'zod';
import { answer, changes, recommendation } from './answers.js';
import { fault, sha256 } from './plan.js';
import { count, id } from './primitives.js';

const moment = z.iso.datetime();

/** What every question may carry. */
const common = {
  timeMs: z
    .int()
    .min(100)
    .max(24 * 60 * 60 * 1000)
    .optional()
    .describe(
      "Wall time, milliseconds; left out, or more than the service allows at once: the service's setting. What was not proven by then is told as such.",
    ),
};

/** Who could take a place of a plan. */
const recommendQuestion = z.strictObject({
  kind: z.literal('recommend'),
  activityId: id,
  roleId: id,
  declined: z.array(id).max(200).default([]).describe('People who gave the place back: they keep away.'),
  max: z.int().min(1).max(100).default(10).describe('Candidates in the answer.'),
  ...common,
});

/** What the plan would be like if something were otherwise. */
const whatIfQuestion = z.strictObject({ kind: z.literal('what-if'), changes, ...common });

/** All that can be asked about a stored plan. A new kind is one line here, one in `ANSWERS`, and a handler. */
export const question = z.discriminatedUnion('kind', [recommendQuestion, whatIfQuestion]);
export type Question = z.infer<typeof question>;
/** As it is sent: what has a default may be left out. */
export type QuestionInput = z.input<typeof question>;
export type QuestionKind = Question['kind'];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;

/** What each kind is answered with. */
export const ANSWERS = {
  recommend: recommendation,
  'what-if': answer,
} as const satisfies Readonly<Record<QuestionKind, z.ZodType>>;
export type AnswerTo<K extends QuestionKind> = z.infer<(typeof ANSWERS)[K]>;

/** An answer, and what it speaks of: the problem that was solved, not the pools as they are now. */
export const answeredOf = <T extends z.ZodType>(told: T) =>
  z.strictObject({
    planId: id,
    problemSha256: sha256.describe(
      'Of the problem that the plan was made for, and that the answer speaks of.',
    ),
    answer: told,
  });
export interface Answered<K extends QuestionKind> {
  readonly planId: string;
  readonly problemSha256: string;
  readonly answer: AnswerTo<K>;
}

/** queued → running → one of the others, which are final. */
export const questionState = z.enum(['queued', 'running', 'answered', 'refused', 'cancelled', 'failed']);
export type QuestionState = z.infer<typeof questionState>;
export const FINAL_QUESTION_STATES: readonly QuestionState[] = ['answered', 'refused', 'cancelled', 'failed'];

export const questionFailure = z.strictObject({
  code: z.string(),
  detail: z.string(),
  faults: z.array(fault).optional().describe('What is wrong with the question, by pointers into it.'),
});
export type QuestionFailure = z.infer<typeof questionFailure>;

/** A question that a worker answers, as `GET /questions/{id}` tells it. */
export const questionView = z.strictObject({
  id,
  planId: id,
  kind: z.string(),
  question: z.unknown().describe('As it was asked.'),
  state: questionState,
  attempt: count.describe('How often a worker took it up.'),
  cancelRequested: z.boolean(),
  answer: z
    .union([recommendation, answer])
    .nullable()
    .describe('Of the shape that its kind is answered with; null until it is answered.'),
  failure: questionFailure.nullable(),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
});
export type QuestionView = z.infer<typeof questionView>;

import { z } from 'zod';
import { answer, change, changes, recommendation } from './answers.js';
import { explanation, explanations } from './explanations.js';
import { fault, sha256 } from './plan.js';
import { portfolioAnswer, portfolioAsk } from './portfolio.js';
import { count, id } from './primitives.js';
import { recruitment } from './recruitment.js';
import { replanAnswer, replanWindows } from './replan.js';
import { standByList } from './stand-by.js';
import { tradeOffAsk, tradeOffs } from './trade-offs.js';

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

/** A new plan after something has changed, with the proven fewest people who hear something new. */
const replanQuestion = z.strictObject({
  kind: z.literal('replan'),
  changes: z
    .array(change)
    .max(50)
    .default([])
    .describe('None: what people answered since the plan was published is all that counts.'),
  ...replanWindows.shape,
  save: z
    .boolean()
    .default(false)
    .describe(
      'Stores the new plan as a draft; refused with SEASON_CHANGED where the pools change meanwhile.',
    ),
  ...common,
});

/** Why a place is open, or an activity is dropped, and what would mend it; without `roleId` all that is open of it. */
const explainQuestion = z.strictObject({
  kind: z.literal('explain'),
  activityId: id,
  roleId: id.optional(),
  max: z.int().min(1).max(50).default(3).describe('Repairs of a place in the answer.'),
  ...common,
});

/** The same of all that is open, by what it lacks. */
const explainAllQuestion = z.strictObject({
  kind: z.literal('explain-all'),
  max: z.int().min(1).max(50).default(3).describe('Repairs of a place in the answer.'),
  ...common,
});

/** What is scarce, and what one more of it would be worth. */
const recruitQuestion = z.strictObject({
  kind: z.literal('recruit'),
  max: z.int().min(1).max(50).default(5).describe('Of each unit in the answer.'),
  ...common,
});

/** An ordered reserve for each role; without `activityIds` of all activities that take place. */
const standByQuestion = z.strictObject({
  kind: z.literal('stand-by'),
  activityIds: z.array(id).min(1).max(500).optional(),
  max: z.int().min(1).max(50).default(3).describe('Reserves of a role in the answer.'),
  probability: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'Where reliability counts: with which probability the least number of a role has to be reached; left out: in expectation.',
    ),
  ...common,
});

/** Which activities to hold as more may be spent. */
const portfolioQuestion = z.strictObject({
  kind: z.literal('portfolio'),
  ...portfolioAsk.shape,
  ...common,
});
/** Few plans, each best in its way, between coverage, fairness, cost and disruption, and what fairness costs. None is stored. */
const tradeOffsQuestion = z.strictObject({ kind: z.literal('trade-offs'), ...tradeOffAsk.shape, ...common });

/** All that can be asked about a stored plan. A new kind is one line here, one in `ANSWERS`, and a handler. */
export const question = z.discriminatedUnion('kind', [
  recommendQuestion,
  whatIfQuestion,
  replanQuestion,
  explainQuestion,
  explainAllQuestion,
  recruitQuestion,
  standByQuestion,
  portfolioQuestion,
  tradeOffsQuestion,
]);
export type Question = z.infer<typeof question>;
/** As it is sent: what has a default may be left out. */
export type QuestionInput = z.input<typeof question>;
export type QuestionKind = Question['kind'];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;

/** What each kind is answered with. */
export const ANSWERS = {
  recommend: recommendation,
  'what-if': answer,
  replan: replanAnswer,
  explain: z.array(explanation),
  'explain-all': explanations,
  recruit: recruitment,
  'stand-by': standByList,
  portfolio: portfolioAnswer,
  'trade-offs': tradeOffs,
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
  origin: z
    .enum(['asked', 'nightly'])
    .describe('`nightly`: the service asked by itself, because the published plan has open places.'),
  question: z.unknown().describe('As it was asked.'),
  state: questionState,
  attempt: count.describe('How often a worker took it up.'),
  cancelRequested: z.boolean(),
  answer: z
    .union(Object.values(ANSWERS))
    .nullable()
    .describe('Of the shape that its kind is answered with; null until it is answered.'),
  failure: questionFailure.nullable(),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
});
export type QuestionView = z.infer<typeof questionView>;

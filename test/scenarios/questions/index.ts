import { z } from 'zod';
import { conflictQuestion } from './conflict.js';
import { explainAllQuestion } from './explain-all.js';
import { explainQuestion } from './explain.js';
import { portfolioQuestion } from './portfolio.js';
import { type QuestionKind } from './question.js';
import { recommendQuestion } from './recommend.js';
import { recruitQuestion } from './recruit.js';
import { replanQuestion } from './replan.js';
import { standByQuestion } from './stand-by.js';
import { tradeOffsQuestion } from './trade-offs.js';
import { whatIfQuestion } from './what-if.js';

/** Every kind of question that a scenario may ask; a new kind is one file and one line here. */
export const QUESTION_KINDS: readonly QuestionKind[] = [
  whatIfQuestion,
  conflictQuestion,
  recommendQuestion,
  replanQuestion,
  explainQuestion,
  explainAllQuestion,
  recruitQuestion,
  standByQuestion,
  portfolioQuestion,
  tradeOffsQuestion,
];

const byKind = new Map(QUESTION_KINDS.map((kind) => [kind.kind, kind]));

/** The kind of a question; throws where there is none. */
export function kindOf(question: { readonly kind: string }): QuestionKind {
  const found = byKind.get(question.kind);
  if (!found) throw new Error(`no file in test/scenarios/questions handles "${question.kind}"`);
  return found;
}

/** A question of any kind, checked against the schema of its kind. */
export const question = z.looseObject({ kind: z.enum([...byKind.keys()]) }).superRefine((asked, context) => {
  const parsed = kindOf(asked).schema.safeParse(asked);
  for (const { path, message } of parsed.error?.issues ?? [])
    context.addIssue({ code: 'custom', path, message });
});

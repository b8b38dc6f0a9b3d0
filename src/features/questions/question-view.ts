import { type QuestionView } from '@heli/contracts';
import { type StoredQuestion } from './question.entity.js';

export function questionViewOf(asked: StoredQuestion): QuestionView {
  return {
    id: asked.id,
    planId: asked.planId,
    kind: asked.question.kind,
    origin: asked.eventKey === null ? 'asked' : 'nightly',
    question: asked.question,
    state: asked.state,
    attempt: asked.attempt,
    cancelRequested: asked.cancelRequestedAt !== null,
    answer: asked.answer ?? null,
    failure: asked.failure,
    createdAt: asked.createdAt.toISOString(),
    startedAt: asked.startedAt?.toISOString() ?? null,
    finishedAt: asked.finishedAt?.toISOString() ?? null,
  };
}

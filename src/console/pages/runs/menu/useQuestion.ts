import { type AnswerTo, type QuestionInput, type QuestionKind, type QuestionView } from '@heli/contracts';
import { useState } from 'react';
import { call, useAll, useChange, useRead } from '~/api';

const LOOK_MS = 1_500;

export const isAnswered = ({ state }: QuestionView): boolean => state !== 'queued' && state !== 'running';

/**
 * A question that a worker answers: the latest of its kind that was asked about the plan, or the one asked here. Its
 * state is looked at until it is final.
 */
export function useQuestion<K extends QuestionKind>(planId: string, kind: K) {
  const path = `/plans/${encodeURIComponent(planId)}/questions`;
  const [asked, setAsked] = useState<string | null>(null);
  const before = useAll<QuestionView>(path);
  const latest = before.data?.find((one) => one.kind === kind && one.state !== 'cancelled')?.id ?? null;
  const current = asked ?? latest;
  const [waiting, setWaiting] = useState(true);
  const question = useRead<QuestionView>(
    current === null ? null : `/questions/${encodeURIComponent(current)}`,
    {},
    { every: waiting ? LOOK_MS : false },
  );
  const { data } = question;
  const over = data !== undefined && isAnswered(data);
  if (current !== null && data !== undefined && over === waiting) setWaiting(!over);
  const ask = useChange<Extract<QuestionInput, { kind: K }>, QuestionView>(
    (body) => call(path, { method: 'POST', body }),
    [path],
    ({ id }) => {
      setAsked(id);
      setWaiting(true);
    },
  );
  const stop = useChange<undefined, QuestionView>(
    () => call(`/questions/${encodeURIComponent(current ?? '')}`, { method: 'DELETE' }),
    [`/questions/${encodeURIComponent(current ?? '')}`],
  );
  const answer =
    data?.state === 'answered' && data.kind === kind ? (data.answer as AnswerTo<K> | null) : null;
  return {
    before,
    question: data ?? null,
    busy: data !== undefined && !over,
    error: question.error,
    answer,
    ask,
    stop,
  };
}

export type Asked<K extends QuestionKind> = ReturnType<typeof useQuestion<K>>;

import { type Answered, type QuestionInput, type QuestionKind, type QuestionView } from '@heli/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call, type Query } from './client';
import { useRead } from './queries';

const FINAL: readonly QuestionView['state'][] = ['answered', 'refused', 'cancelled', 'failed'];
const LOOK_MS = 1_500;

/** An answer about a plan that is computed while one waits; a plan never changes, so it is asked once. */
export function usePlanAnswer<K extends QuestionKind>(path: string | null, query: Query = {}) {
  return useQuery<Answered<K>>({
    queryKey: [path, query],
    queryFn: ({ signal }) => call<Answered<K>>(path ?? '', { query, signal }),
    enabled: path !== null,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** A question that a worker answers in its own time: asked once, then looked after until there is an answer. */
export function useQuestion<K extends QuestionKind>(planId: string) {
  const asked = useMutation<QuestionView, Error, Extract<QuestionInput, { kind: K }>>({
    mutationFn: (question) =>
      call<QuestionView>(`/plans/${encodeURIComponent(planId)}/questions`, {
        method: 'POST',
        body: question,
      }),
  });
  const id = asked.data?.id ?? null;
  const path = id === null ? null : `/questions/${encodeURIComponent(id)}`;
  const first = useRead<QuestionView>(path);
  const over = first.data !== undefined && FINAL.includes(first.data.state);
  const looked = useRead<QuestionView>(path, {}, { every: over ? false : LOOK_MS });
  const view = looked.data ?? asked.data ?? null;
  return {
    ask: asked.mutate,
    view,
    waiting: asked.isPending || (view !== null && !FINAL.includes(view.state)),
    answer: view?.state === 'answered' ? (view.answer as Answered<K>['answer']) : null,
    error: asked.error ?? looked.error,
    stop: () =>
      id === null
        ? Promise.resolve()
        : call<undefined>(`/questions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  };
}

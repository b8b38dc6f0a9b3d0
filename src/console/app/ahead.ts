import { type MeRead, type PlanView, type SeasonRead } from '@heli/contracts';
import { call, queryClient, readAll } from '../api';
import { basePath } from '../api/place';
import { hasSession } from '../api/session';

const BOARD = /^\/seasons\/([^/]+)\/board$/;

/**
 * Asks side by side, while the page is still being put together, for what it would ask for one after the other. Whatever
 * fails here is asked again, and told, where it is shown.
 */
export function readAhead(): void {
  if (!hasSession()) return;
  const all = <T>(path: string, query = {}) =>
    void queryClient.prefetchQuery({
      queryKey: [path, query, 'all'],
      queryFn: ({ signal }) => readAll<T>(path, query, signal),
    });
  void queryClient.prefetchQuery({
    queryKey: ['/me', {}],
    queryFn: ({ signal }) => call<MeRead>('/me', { signal }),
  });
  all<SeasonRead>('/seasons');
  const [, season] = BOARD.exec(window.location.pathname.slice(basePath.length)) ?? [];
  if (season === undefined) return;
  const seasonId = decodeURIComponent(season);
  all('/activities', { seasonId });
  all('/communities');
  all('/venues');
  const path = `/seasons/${encodeURIComponent(seasonId)}/plans`;
  void queryClient.prefetchQuery({
    queryKey: [path, { limit: 50 }],
    queryFn: ({ signal }) =>
      call<{ readonly items: readonly PlanView[] }>(path, { query: { limit: 50 }, signal }),
  });
  // Errors of loading are told by the page that needs it.
  void import('../pages/board/Board').catch(() => undefined);
}

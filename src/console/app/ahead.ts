import { type MeRead, type PlanView, type SeasonRead } from '@heli/contracts';
import { call, queryClient, readAll } from '../api';
import { basePath } from '../api/place';
import { hasSession } from '../api/session';

const BOARD = /^\/seasons\/([^/]+)\/board$/;

/** Whatever fails here is asked again, and told, by the page that shows it. */
const leave = (): undefined => undefined;

function ask<T>(
  queryKey: readonly unknown[],
  queryFn: (told: { readonly signal: AbortSignal }) => Promise<T>,
) {
  queryClient.query({ queryKey, queryFn }).catch(leave);
}

const askAll = <T>(path: string, query = {}): void =>
  ask([path, query, 'all'], ({ signal }) => readAll<T>(path, query, signal));

/** Asks side by side, while the page is still being put together, for what it would ask for one after the other. */
export function readAhead(): void {
  if (!hasSession()) return;
  ask(['/me', {}], ({ signal }) => call<MeRead>('/me', { signal }));
  askAll<SeasonRead>('/seasons');
  const [, season] = BOARD.exec(window.location.pathname.slice(basePath.length)) ?? [];
  if (season === undefined) return;
  const seasonId = decodeURIComponent(season);
  askAll('/activities', { seasonId });
  askAll('/communities');
  askAll('/venues');
  const [path, query] = [`/seasons/${encodeURIComponent(seasonId)}/plans`, { limit: 50 }];
  ask([path, query], ({ signal }) => call<{ readonly items: readonly PlanView[] }>(path, { query, signal }));
  import('../pages/board/Board').catch(leave);
}

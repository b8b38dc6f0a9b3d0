import { useQuery } from '@tanstack/react-query';
import { type Query, send, urlOf } from './client';
import { type Page, rowsOf } from './lists';
import { type ReadOptions } from './queries';
import { onSession } from './session';

interface Known {
  readonly tag: string;
  readonly body: unknown;
}

/** What was read last of each address, as long as the same person looks. */
const known = new Map<string, Known>();
onSession(() => known.clear());

/** Asks whether something changed, and reads it only then. */
async function look<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  const url = urlOf(path, query);
  const before = known.get(url);
  const response = await send(path, {
    query,
    signal,
    // Left alone, browsers would say `no-cache` beside the tag, and get everything again.
    headers: before === undefined ? {} : { 'if-none-match': before.tag, 'cache-control': 'max-age=0' },
  });
  if (before !== undefined && response.status === 304) return before.body as T;
  const body = (await response.json()) as T;
  const tag = response.headers.get('etag');
  if (tag !== null) known.set(url, { tag, body });
  return body;
}

const MOST_PAGES = 20;

/** All of a list that is looked at again every few seconds; as long as nothing changes, only tags travel. */
export function useLive<T>(path: string | null, query: Query, every: number, options: ReadOptions = {}) {
  return useQuery<T[]>({
    queryKey: [path, query, 'live'],
    queryFn: ({ signal }) =>
      rowsOf((cursor) => look<Page<T>>(path ?? '', { limit: 200, ...query, cursor }, signal), MOST_PAGES),
    enabled: path !== null && options.enabled !== false,
    refetchInterval: every,
    staleTime: every / 2,
  });
}

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, type Query } from './client';
import { type Page, readAll } from './lists';

export interface ReadOptions {
  /** Milliseconds between looks; false: only when something changed. */
  readonly every?: number | false;
  readonly enabled?: boolean;
  /** Goes on showing what was there while another question of the same kind is asked. */
  readonly keep?: boolean;
}

/** `GET path`; asks nothing while `path` is null. */
export function useRead<T>(path: string | null, query: Query = {}, options: ReadOptions = {}) {
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => call<T>(path ?? '', { query, signal }),
    enabled: path !== null && options.enabled !== false,
    refetchInterval: options.every ?? false,
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  });
}

const FEW_PAGES = 3;

/** A list that is read page by page as somebody goes on. `rows` holds what was read so far. */
export function usePages<T>(path: string | null, query: Query = {}, options: ReadOptions = {}) {
  const found = useInfiniteQuery({
    queryKey: [path, query, 'pages'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      // Counted once: the first page says how many there are on all.
      const first = { limit: 100, count: true, ...query, cursor: pageParam };
      return call<Page<T>>(path ?? '', {
        query: pageParam === null ? first : { ...first, count: null },
        signal,
      });
    },
    getNextPageParam: (last: Page<T>) => last.nextCursor ?? null,
    enabled: path !== null && options.enabled !== false,
    refetchInterval: options.every ?? false,
    // Coming back to a long list must not read all of it again.
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= FEW_PAGES,
    placeholderData: keepPreviousData,
  });
  const pages = found.data?.pages;
  // The same rows are the same array, or a table of tens of thousands would be made anew with every step of scrolling.
  const rows = useMemo(() => (pages ?? []).flatMap(({ items }) => items), [pages]);
  return { ...found, rows, total: pages?.[0]?.total ?? null };
}

export function useAll<T>(path: string | null, query: Query = {}, options: ReadOptions = {}) {
  return useQuery<T[]>({
    queryKey: [path, query, 'all'],
    queryFn: ({ signal }) => readAll<T>(path ?? '', query, signal),
    enabled: path !== null && options.enabled !== false,
    refetchInterval: options.every ?? false,
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Reads again whatever lies below one of these paths, e.g. `/duties`. */
export function useRefresh(): (...paths: string[]) => Promise<void> {
  const client = useQueryClient();
  return async (...paths) => {
    await client.invalidateQueries({
      predicate: ({ queryKey: [path] }) =>
        typeof path === 'string' && paths.some((one) => path === one || path.startsWith(`${one}/`)),
    });
  };
}

/** A change; what lies below `touches` is read again afterwards, whether it went well or not. */
export function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  touches: readonly string[],
  onDone?: (output: Output, input: Input) => void,
) {
  const refresh = useRefresh();
  return useMutation<Output, Error, Input>({
    mutationFn: change,
    onSuccess: (output, input) => onDone?.(output, input),
    onSettled: () => refresh(...touches),
  });
}

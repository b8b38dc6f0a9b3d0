import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { type Page } from './lists';

const AT_ONCE = 100;

/** Those of a list that have these ids, by id: names of people whom something else speaks of. At most a few hundred. */
export function useByIds<T extends { readonly id: string }>(path: string, ids: readonly string[]) {
  const wanted = [...new Set(ids)].sort();
  return useQuery<ReadonlyMap<string, T>>({
    queryKey: [path, { id: wanted }, 'by-id'],
    queryFn: async ({ signal }) => {
      const parts: string[][] = [];
      for (let at = 0; at < wanted.length; at += AT_ONCE) parts.push(wanted.slice(at, at + AT_ONCE));
      const pages = await Promise.all(
        parts.map((id) => call<Page<T>>(path, { query: { id, limit: AT_ONCE }, signal })),
      );
      return new Map(pages.flatMap(({ items }) => items).map((one) => [one.id, one]));
    },
    enabled: wanted.length > 0,
    staleTime: 60_000,
  });
}

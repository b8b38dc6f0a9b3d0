import { type CommunityRead } from '@heli/contracts';
import { useMemo } from 'react';
import { useAll } from '~/api';
import { DEFAULT_ZONE } from '~/ui';

/** Communities in reach by id: few, and on every page. */
export function useCommunities() {
  const { data } = useAll<CommunityRead>('/communities');
  return useMemo(() => {
    const byId = new Map((data ?? []).map((one) => [one.id, one]));
    return {
      all: data ?? [],
      nameOf: (id: string) => byId.get(id)?.name ?? id,
      zoneOf: (id: unknown) => (typeof id === 'string' ? byId.get(id)?.timeZone : undefined) ?? DEFAULT_ZONE,
    };
  }, [data]);
}

/** Names of short lists that columns show, e.g. skills. */
export function useNamesOfAll(path: string | null): (id: string) => string {
  const { data } = useAll<{ readonly id: string; readonly name: string }>(path);
  return useMemo(() => {
    const byId = new Map((data ?? []).map(({ id, name }) => [id, name]));
    return (id: string) => byId.get(id) ?? id;
  }, [data]);
}

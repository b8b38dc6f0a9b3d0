import { type VolunteerRead } from '@heli/contracts';
import { useAll } from '../api';

const MOST = 200;

/** Names of volunteers by id, in one request; who is out of reach has only the id. */
export function useVolunteerNames(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids)].sort().slice(0, MOST);
  const found = useAll<VolunteerRead>(
    wanted.length === 0 ? null : '/volunteers',
    { id: wanted },
    { keep: true },
  );
  const names = new Map((found.data ?? []).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

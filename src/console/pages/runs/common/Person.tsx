import { Text } from '@mantine/core';
import { type GroupRead, type VolunteerRead } from '@heli/contracts';
import { useRead } from '~/api';

/** Name of somebody, read when it comes into sight; who may not read it sees the id. */
export function Person({ id }: { readonly id: string }) {
  const { data } = useRead<VolunteerRead>(`/volunteers/${encodeURIComponent(id)}`);
  return (
    <Text component="span" size="sm">
      {data?.name ?? id}
    </Text>
  );
}

export function GroupName({ id }: { readonly id: string }) {
  const { data } = useRead<GroupRead>(`/groups/${encodeURIComponent(id)}`);
  return (
    <Text component="span" size="sm">
      {data?.name ?? id}
    </Text>
  );
}

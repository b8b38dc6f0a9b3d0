import { Badge, Group, List, Stack, Text, Title } from '@mantine/core';
import { type PlanDocument } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Format, KindBadge } from '~/ui';
import { GroupName, Person } from '../common/Person';
import { type Names } from '../common/season';
import { type ActivityRow } from './summary';

/** What the plan says about one activity: time, place, who serves, which groups, how much money. */
export function ActivityDetail({
  row,
  document,
  names,
  format,
}: {
  readonly row: ActivityRow;
  readonly document: PlanDocument;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const { activity, held } = row;
  const here = <T extends { readonly activityId: string }>(parts: readonly T[]) =>
    parts.filter(({ activityId }) => activityId === activity.id);
  const seats = here(document.assignments);
  const groups = here(document.groupEngagements);
  return (
    <Stack gap="md">
      <Group gap="xs">
        <KindBadge kind={activity.kind} />
        <Badge variant="default" tt="none">
          {names.communityOf(activity.communityId)}
        </Badge>
      </Group>
      {held === null ? (
        <Text c="cinnabar.7" fw={600}>
          {t('table.dropped')}
        </Text>
      ) : (
        <div>
          <Text fw={600}>{format.span(held.start, held.end)}</Text>
          <Text size="sm" c="dimmed">
            {held.venueId === null ? t('detail.noVenue') : names.venueOf(held.venueId)}
          </Text>
        </div>
      )}
      {activity.roles.map((role) => {
        const people = seats.filter(({ roleId }) => roleId === role.id);
        return (
          <div key={role.id}>
            <Group justify="space-between" mb={4}>
              <Title order={3} size="h5">
                {role.name ?? role.id}
              </Title>
              <Text size="sm" c={people.length < role.target ? 'amber.7' : 'dimmed'}>
                {t('detail.role', { count: people.length, target: role.target, min: role.min })}
              </Text>
            </Group>
            {people.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('detail.nobody')}
              </Text>
            ) : (
              <List size="sm">
                {people.map(({ volunteerId }) => (
                  <List.Item key={volunteerId}>
                    <Person id={volunteerId} />
                  </List.Item>
                ))}
              </List>
            )}
          </div>
        );
      })}
      {groups.length > 0 && (
        <div>
          <Title order={3} size="h5" mb={4}>
            {t('detail.groups')}
          </Title>
          <List size="sm">
            {groups.map(({ groupId, demandId }) => (
              <List.Item key={`${demandId} ${groupId}`}>
                <GroupName id={groupId} />
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {row.spentFen > 0 && <Text size="sm">{t('detail.money', { amount: format.money(row.spentFen) })}</Text>}
    </Stack>
  );
}

import { Badge, Button, Card, Chip, Collapse, Group, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, type Format, KindBadge } from '~/ui';
import { GroupName, Person } from '../common/Person';
import { type Names } from '../common/season';
import {
  type ActivityChange,
  CHANGE_KINDS,
  type ChangeKind,
  type countByKind,
  type Seat,
} from './differences';

const FEW = 40;
const COLORS: Readonly<Record<ChangeKind, string>> = {
  added: 'jade',
  dropped: 'cinnabar',
  time: 'indigo',
  venue: 'indigo',
  people: 'amber',
  groups: 'gray',
  equipment: 'gray',
  money: 'gray',
};

/** Change by change, activity by activity in the order of time; kinds of change can be picked out. */
export function ChangeList({
  changes,
  counts,
  people,
  names,
  format,
}: {
  readonly changes: readonly ActivityChange[];
  readonly counts: ReturnType<typeof countByKind>;
  readonly people: number;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [most, setMost] = useState(FEW);
  const shown = changes.filter(
    (change) => kinds.length === 0 || kinds.some((kind) => change.kinds.has(kind as ChangeKind)),
  );
  return (
    <Stack gap="sm" component="section" aria-labelledby="changes">
      <div>
        <Title order={2} size="h3" id="changes">
          {t('compare.changes')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('compare.changesOf', { count: changes.length, people: format.number(people) })}
        </Text>
      </div>
      {changes.length === 0 ? (
        <Empty title={t('compare.noChange')} />
      ) : (
        <>
          <Chip.Group
            multiple
            value={[...kinds]}
            onChange={(next) => {
              setKinds(next);
              setMost(FEW);
            }}
          >
            <Group gap="xs" role="group" aria-label={t('compare.kinds')}>
              {CHANGE_KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
                <Chip key={kind} value={kind} size="md">
                  {t('compare.kindCount', { kind: t(`change.${kind}`), count: counts[kind] })}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Stack gap="xs">
            {shown.slice(0, most).map((change) => (
              <Change key={change.activityId} change={change} names={names} format={format} />
            ))}
          </Stack>
          {shown.length > most && (
            <Button variant="subtle" onClick={() => setMost(most + FEW)}>
              {t('compare.more', { count: shown.length - most })}
            </Button>
          )}
        </>
      )}
    </Stack>
  );
}

function Change({
  change,
  names,
  format,
}: {
  readonly change: ActivityChange;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const [opened, setOpened] = useState(false);
  const { activityId, kinds, before, after, come, go, groupsCome, groupsGo, loans, moneyFen } = change;
  const activity = names.activity.get(activityId);
  const title = names.titleOf(activityId);
  const detailed = come.length + go.length + groupsCome.length + groupsGo.length > 0;
  const place = (at: NonNullable<typeof before>) =>
    [format.span(at.start, at.end), at.venueId === null ? null : names.venueOf(at.venueId)]
      .filter((part) => part !== null)
      .join(' · ');
  return (
    <Card withBorder p="sm" component="article" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Stack gap={4} flex="1 1 260px">
          <Group gap={6}>
            <Text fw={600} size="sm">
              {title}
            </Text>
            {activity !== undefined && <KindBadge kind={activity.kind} />}
            {CHANGE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => (
              <Badge key={kind} size="sm" variant="dot" color={COLORS[kind]} tt="none">
                {t(`change.${kind}`)}
              </Badge>
            ))}
          </Group>
          {before !== null && after !== null && (kinds.has('time') || kinds.has('venue')) ? (
            <Text size="sm">
              <Text component="del" size="sm" c="dimmed">
                {place(before)}
              </Text>
              {' → '}
              <Text component="ins" size="sm" td="none" fw={600}>
                {place(after)}
              </Text>
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              {[after ?? before].map((at) => (at === null ? '' : place(at)))}
            </Text>
          )}
          <Text size="sm">
            {[
              ...(kinds.has('people') ? [t('compare.people', { come: come.length, go: go.length })] : []),
              ...(kinds.has('groups')
                ? [t('compare.groups', { come: groupsCome.length, go: groupsGo.length })]
                : []),
              ...(kinds.has('equipment') ? [t('compare.loans', { ...loans })] : []),
              ...(kinds.has('money')
                ? [
                    t('compare.money', {
                      before: format.money(moneyFen.before),
                      after: format.money(moneyFen.after),
                    }),
                  ]
                : []),
            ].join(' · ')}
          </Text>
        </Stack>
        {detailed && (
          <Button size="xs" variant="subtle" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {t(opened ? 'compare.hide' : 'compare.who')}
          </Button>
        )}
      </Group>
      {detailed && (
        <Collapse expanded={opened}>
          {opened && (
            <Group align="flex-start" gap="xl" mt="xs">
              <Seats
                title={t('compare.come')}
                seats={come}
                roles={activity?.roles ?? []}
                groups={groupsCome}
              />
              <Seats title={t('compare.go')} seats={go} roles={activity?.roles ?? []} groups={groupsGo} />
            </Group>
          )}
        </Collapse>
      )}
    </Card>
  );
}

function Seats({
  title,
  seats,
  roles,
  groups,
}: {
  readonly title: string;
  readonly seats: readonly Seat[];
  readonly roles: readonly { readonly id: string; readonly name?: string | undefined }[];
  readonly groups: readonly string[];
}) {
  if (seats.length + groups.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {seats.map(({ roleId, volunteerId }) => (
          <List.Item key={`${roleId} ${volunteerId}`}>
            <Person id={volunteerId} />{' '}
            <Text component="span" size="xs" c="dimmed">
              {roles.find(({ id }) => id === roleId)?.name ?? roleId}
            </Text>
          </List.Item>
        ))}
        {groups.map((id) => (
          <List.Item key={id}>
            <GroupName id={id} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}

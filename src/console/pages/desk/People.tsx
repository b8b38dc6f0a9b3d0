import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ActivityRead, type DutyCard, type WaitingView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { KEEPERS, useWho } from '../../app/who';
import { useAll } from '../../api';
import { DutyStateBadge, Empty, useFormat, useVolunteerNames } from '../../ui';
import { DutyMenu } from './DutyMenu';
import { SeekStandIn } from './SeekStandIn';
import { SignUp } from './SignUp';

const STANDING = new Set(['offered', 'accepted', 'checked-in', 'confirmed']);
const ORDER = [
  'checked-in',
  'confirmed',
  'accepted',
  'offered',
  'no-show',
  'excused',
  'declined',
  'expired',
  'withdrawn',
];

/** Who serves in which role, what they answered, and what a coordinator can do about it. */
export function People({
  activity,
  cards,
}: {
  readonly activity: ActivityRead;
  readonly cards: readonly DutyCard[];
}) {
  const { t } = useTranslation('desk');
  const waiting = useAll<WaitingView>('/wait-list', { activityId: activity.id, state: 'waiting' });
  const names = useVolunteerNames((waiting.data ?? []).map(({ volunteerId }) => volunteerId));
  if (activity.roles.length === 0) return <Empty title={t('people.noRoles')} />;
  return (
    <Stack>
      {activity.roles.map(({ id, name, target, min }) => {
        const rows = cards
          .filter(({ roleId }) => roleId === id)
          .sort(
            (a, b) =>
              ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
              (a.name ?? '').localeCompare(b.name ?? '', 'zh'),
          );
        const line = (waiting.data ?? []).filter(({ roleId }) => roleId === id);
        return (
          <Role
            key={id}
            {...{ activity, rows, target, min }}
            roleId={id}
            role={name ?? id}
            line={line.map(({ volunteerId, position }) => `${position ?? ''}. ${names(volunteerId)}`)}
          />
        );
      })}
    </Stack>
  );
}

interface RoleProps {
  readonly activity: ActivityRead;
  readonly roleId: string;
  readonly role: string;
  readonly rows: readonly DutyCard[];
  readonly target: number;
  readonly min: number;
  readonly line: readonly string[];
}

function Role({ activity, roleId, role, rows, target, min, line }: RoleProps) {
  const { t } = useTranslation(['desk', 'duty']);
  const who = useWho();
  const has = rows.filter(({ state }) => STANDING.has(state)).length;
  const may = who.is(...KEEPERS);
  return (
    <Paper withBorder p="md" component="section" aria-label={role}>
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h5">
            {role}
          </Title>
          <Badge color={has >= target ? 'jade' : 'cinnabar'} variant="light" tt="none">
            {t('days.filled', { has, target })}
          </Badge>
          {min > 0 && (
            <Text size="xs" c="dimmed">
              {t('people.min', { count: min })}
            </Text>
          )}
        </Group>
        {may && (
          <Group gap="xs" className="heli-no-print">
            {has < target && (
              <SeekStandIn activityId={activity.id} roleId={roleId} title={activity.title} role={role} />
            )}
            <SignUp activityId={activity.id} roleId={roleId} role={role} />
          </Group>
        )}
      </Group>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('people.none')}
        </Text>
      )}
      {rows.map((card) => (
        <Person key={card.id} card={card} may={may} />
      ))}
      {line.length > 0 && (
        <Text size="sm" mt="xs">
          <b>{t('wait.title')}</b> {line.join('  ')}
        </Text>
      )}
    </Paper>
  );
}

function Person({ card, may }: { readonly card: DutyCard; readonly may: boolean }) {
  const { t } = useTranslation(['desk', 'duty']);
  const format = useFormat(card.timeZone);
  return (
    <Group py={6} gap="sm" wrap="nowrap" style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap="0 8px">
          <Text fw={550}>{card.name ?? card.volunteerId}</Text>
          <Text size="xs" c="dimmed">
            {card.volunteerId} · {t(`duty:origin.${card.origin}`)}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          {[
            ...(card.state === 'offered' && card.respondBy !== null
              ? [t('people.respondBy', { at: format.dateTime(card.respondBy) })]
              : card.answeredAt !== null
                ? [t('people.answeredAt', { at: format.dateTime(card.answeredAt) })]
                : []),
            ...(card.reason === null ? [] : [card.reason]),
          ].join(' · ')}
        </Text>
      </div>
      <DutyStateBadge state={card.state} />
      {may && <DutyMenu card={card} />}
    </Group>
  );
}

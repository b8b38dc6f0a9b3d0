import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { KEEPERS, useWho } from '../../app/who';
import { useFormat } from '../../ui';
import { type Alert } from './fold';
import { SeekStandIn } from './SeekStandIn';

const AT_FIRST = 5;

/** Who is missing in the next days, before anything else. */
export function Alerts({ alerts }: { readonly alerts: readonly Alert[] }) {
  const { t } = useTranslation('desk');
  const [all, setAll] = useState(false);
  if (alerts.length === 0)
    return (
      <Paper withBorder p="md">
        <Group gap="sm">
          <IconCircleCheck size={22} color="var(--mantine-color-jade-7)" aria-hidden />
          <Text>{t('alerts.none')}</Text>
        </Group>
      </Paper>
    );
  const shown = all ? alerts : alerts.slice(0, AT_FIRST);
  const open = alerts.reduce((sum, alert) => sum + alert.open, 0);
  const unanswered = alerts.reduce((sum, alert) => sum + alert.unanswered, 0);
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={t('alerts.title')}
      style={{ borderColor: 'var(--mantine-color-cinnabar-3)' }}
    >
      <Group gap="sm" mb="xs">
        <IconAlertTriangle size={22} color="var(--mantine-color-cinnabar-7)" aria-hidden />
        <Title order={2} size="h4">
          {t('alerts.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t(open > 0 ? 'alerts.sum' : 'alerts.allTaken', { open, unanswered })}
        </Text>
      </Group>
      <Stack gap={0}>
        {shown.map((alert) => (
          <Row key={`${alert.activity.activityId} ${alert.role.roleId}`} alert={alert} />
        ))}
      </Stack>
      {shown.length < alerts.length && (
        <Button variant="subtle" size="compact-md" mt="xs" onClick={() => setAll(true)}>
          {t('alerts.more', { count: alerts.length - shown.length })}
        </Button>
      )}
    </Paper>
  );
}

function Row({ alert: { activity, role, open, unanswered } }: { readonly alert: Alert }) {
  const { t } = useTranslation('desk');
  const who = useWho();
  const format = useFormat(activity.timeZone);
  return (
    <Group py={6} gap="sm" style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}>
      <div style={{ flex: '1 1 260px' }}>
        <Anchor component={Link} to={`/desk/activities/${encodeURIComponent(activity.activityId)}`} fw={600}>
          {activity.title}
        </Anchor>
        <Text size="sm" c="dimmed">
          {format.span(activity.start, activity.end)} · {role.role}
        </Text>
      </div>
      <Group gap={6}>
        {open > 0 && (
          <Badge color="cinnabar" variant="filled" tt="none">
            {t('alerts.open', { count: open })}
          </Badge>
        )}
        {unanswered > 0 && (
          <Badge color="amber" variant="light" tt="none">
            {t('alerts.unanswered', { count: unanswered })}
          </Badge>
        )}
      </Group>
      {open > 0 && who.is(...KEEPERS) && (
        <SeekStandIn
          activityId={activity.activityId}
          roleId={role.roleId}
          title={activity.title}
          role={role.role}
        />
      )}
    </Group>
  );
}

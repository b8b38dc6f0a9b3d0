import { Anchor, Badge, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addDays, Empty, KindBadge, useFormat } from '../../ui';
import { localDateOf } from '../../ui/zone';
import { countIn, type DeskActivity, grouped, standing } from './fold';

interface Props {
  readonly activities: readonly DeskActivity[];
  readonly today: string;
  readonly now: string;
}

/** The activities day by day, with how far each is filled and answered. */
export function Days({ activities, today, now }: Props) {
  const { t } = useTranslation(['desk', 'common']);
  if (activities.length === 0) return <Empty title={t('days.none')}>{t('days.noneHint')}</Empty>;
  const days = grouped(activities, ({ start, timeZone }) => localDateOf(Date.parse(start), timeZone));
  return (
    <Stack gap="lg">
      {[...days].map(([day, list]) => (
        <section key={day}>
          <DayTitle day={day} today={today} first={list[0]} />
          <Stack gap="xs">
            {list.map((activity) => (
              <Line key={`${activity.activityId} ${activity.start}`} activity={activity} now={now} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

function DayTitle({
  day,
  today,
  first,
}: {
  readonly day: string;
  readonly today: string;
  readonly first: DeskActivity | undefined;
}) {
  const { t } = useTranslation('common');
  const format = useFormat(first?.timeZone);
  const name = format.day(first?.start ?? day);
  const near = day === today ? 'time.today' : day === addDays(today, 1) ? 'time.tomorrow' : null;
  return (
    <Title order={2} size="h5" mb="xs" c={day === today ? 'jade.8' : undefined}>
      {near === null ? name : `${t(near)} · ${name}`}
    </Title>
  );
}

function Line({ activity, now }: { readonly activity: DeskActivity; readonly now: string }) {
  const { t } = useTranslation('desk');
  const format = useFormat(activity.timeZone);
  const sum = (of: (role: DeskActivity['roles'][number]) => number) =>
    activity.roles.reduce((total, role) => total + of(role), 0);
  const has = sum(standing);
  const known = activity.roles.every(({ target }) => target !== null);
  const target = sum(({ target: one }) => one ?? 0);
  const agreed = sum((role) => countIn(role, ['accepted', 'checked-in', 'confirmed']));
  const here = sum((role) => countIn(role, ['checked-in', 'confirmed']));
  const offered = sum(({ counts }) => counts.offered ?? 0);
  const lost = sum((role) => countIn(role, ['declined', 'excused']));
  const expired = sum(({ counts }) => counts.expired ?? 0);
  const running = activity.start <= now && now < activity.end;
  const share = (value: number) => (target === 0 ? 0 : Math.min(100, (100 * value) / target));
  return (
    <Paper withBorder px="md" py="sm">
      <Group gap="md" align="flex-start">
        <Stack gap={0} w={64}>
          <Text fw={700}>{format.time(activity.start)}</Text>
          <Text size="sm" c="dimmed">
            {format.time(activity.end)}
          </Text>
        </Stack>
        <div style={{ flex: '1 1 220px' }}>
          <Group gap="xs">
            <Anchor
              component={Link}
              to={`/desk/activities/${encodeURIComponent(activity.activityId)}`}
              fw={600}
              c="dark"
            >
              {activity.title}
            </Anchor>
            <KindBadge kind={activity.kind} />
            {running && (
              <Badge color="jade" variant="filled" tt="none">
                {t('days.running')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {activity.venue ?? activity.community}
          </Text>
        </div>
        <Stack gap={4} style={{ flex: '1 1 200px' }}>
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600}>
              {known ? t('days.filled', { has, target }) : t('days.people', { count: has })}
            </Text>
            {activity.end > now ? null : (
              <Text size="sm" c="dimmed">
                {t('days.here', { count: here })}
              </Text>
            )}
          </Group>
          {known && target > 0 && (
            <Progress.Root size={8} aria-hidden>
              <Progress.Section value={share(agreed)} color="jade.7" />
              <Progress.Section value={share(offered)} color="amber.4" />
            </Progress.Root>
          )}
          <Group gap={8}>
            <Count color="jade.8" text={t('days.agreed', { count: agreed })} show />
            <Count color="amber.7" text={t('days.offered', { count: offered })} show={offered > 0} />
            <Count color="cinnabar.7" text={t('days.declined', { count: lost })} show={lost > 0} />
            <Count color="cinnabar.7" text={t('days.expired', { count: expired })} show={expired > 0} />
          </Group>
        </Stack>
      </Group>
    </Paper>
  );
}

function Count({
  color,
  text,
  show,
}: {
  readonly color: string;
  readonly text: string;
  readonly show: boolean;
}) {
  return show ? (
    <Text size="xs" c={color} fw={600}>
      {text}
    </Text>
  ) : null;
}

import { Badge, Box, Group, Paper, Progress, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconBuilding, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KIND_COLORS, KIND_HEX } from '~/app/theme';
import { Empty, KindBadge } from '~/ui';
import { instantOf, localDateOf } from '~/ui/zone';
import classes from './Agenda.module.css';
import { type DayMark } from './days';
import { type Entry, hasGap } from './model';
import { type Words } from './useWords';

interface Props {
  readonly entries: readonly Entry[];
  readonly zone: string;
  readonly marks: ReadonlyMap<string, DayMark>;
  readonly words: Words;
  readonly communityName: (id: string) => string;
  readonly venueName: (id: string) => string;
  readonly onOpen: (activityId: string) => void;
}

function Row({
  entry,
  words,
  communityName,
  venueName,
  onOpen,
}: Omit<Props, 'entries' | 'zone' | 'marks'> & { readonly entry: Entry }) {
  const { t } = useTranslation('board');
  const { activity } = entry;
  const trouble = words.trouble(entry);
  const { format } = words;
  return (
    <UnstyledButton
      className={classes.row}
      data-activity={activity.id}
      onClick={() => onOpen(activity.id)}
      style={{ borderLeftColor: KIND_HEX[activity.kind].strong }}
    >
      <Text className={classes.time} component="span">
        {format.time(new Date(entry.start).toISOString())}
        <Text span size="xs" c="dimmed" className={classes.until}>
          {format.time(new Date(entry.end).toISOString())}
        </Text>
      </Text>
      <Box className={classes.what}>
        <Text component="span" fw={600} className={classes.title}>
          {activity.title}
        </Text>
        <Group gap={8} component="span">
          <KindBadge kind={activity.kind} />
          <Text component="span" size="sm" c="dimmed">
            {communityName(activity.communityId)}
          </Text>
          {entry.venueId !== null && (
            <Text component="span" size="sm" c="dimmed" className={classes.withIcon}>
              <IconBuilding size={15} aria-hidden />
              {venueName(entry.venueId)}
              {entry.venueState === 'confirmed' ? ` · ${t('venue.confirmed')}` : ''}
            </Text>
          )}
        </Group>
      </Box>
      <Box className={classes.state}>
        {entry.standing === 'held' && entry.target > 0 && (
          <Group gap={6} wrap="nowrap" component="span">
            <IconUsers size={16} aria-hidden />
            <Text component="span" size="sm" ff="monospace">
              {entry.filled}/{entry.target}
            </Text>
            <Progress.Root size={6} w={70} visibleFrom="sm" aria-hidden>
              <Progress.Section
                value={(100 * entry.filled) / entry.target}
                color={KIND_COLORS[activity.kind]}
              />
            </Progress.Root>
          </Group>
        )}
        {trouble !== '' && (
          <Badge
            tt="none"
            variant={
              entry.short || entry.standing === 'dropped' || entry.venueState === 'lost' ? 'filled' : 'light'
            }
            color={hasGap(entry) ? 'cinnabar' : entry.venueState === 'asked' ? 'amber' : 'gray'}
            {...(hasGap(entry) ? { leftSection: <IconAlertTriangle size={12} aria-hidden /> } : {})}
          >
            {trouble}
          </Badge>
        )}
      </Box>
    </UnstyledButton>
  );
}

/** The same as the timeline, day by day: for reading, for phones, and for whoever works without a mouse. */
export function Agenda(props: Props) {
  const { t } = useTranslation('board');
  const { entries, zone, marks, words } = props;
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const date = localDateOf(entry.start, zone);
    days.set(date, [...(days.get(date) ?? []), entry]);
  }
  if (days.size === 0) return <Empty title={t('empty.window')}>{t('empty.windowHint')}</Empty>;
  return (
    <Stack gap="md">
      {[...days].map(([date, list]) => {
        const mark = marks.get(date);
        const id = `day-${date}`;
        return (
          <Box component="section" key={date} aria-labelledby={id}>
            <Group gap="xs" mb={6} align="baseline">
              <Title order={2} size="h5" id={id}>
                {words.format.longDay(new Date(instantOf(date, '12:00', zone)).toISOString())}
              </Title>
              {mark !== undefined && (
                <Badge
                  size="sm"
                  tt="none"
                  variant="light"
                  color={mark.rest ? 'cinnabar' : mark.worked ? 'gray' : 'amber'}
                >
                  {words.mark(mark)}
                </Badge>
              )}
              <Text size="sm" c="dimmed">
                {t('common:count.activities', { count: list.length })}
              </Text>
            </Group>
            <Paper withBorder radius="md" className={classes.list}>
              {list.map((entry) => (
                <Row key={entry.activity.id} {...props} entry={entry} />
              ))}
            </Paper>
          </Box>
        );
      })}
    </Stack>
  );
}

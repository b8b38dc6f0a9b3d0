import { type PlanDocument, type PlanView, type SeasonRead } from '@heli/contracts';
import { Anchor, Badge, Button, Divider, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconArrowsMove, IconPencil } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { KindBadge } from '~/ui';
import { useNames } from '~/ui/answers/useNames';
import { type Entry, hasGap } from '../model';
import { type Words } from '../useWords';
import { History } from './History';
import { Money } from './Money';
import { People } from './People';
import { Section } from './Section';
import { Things } from './Things';

interface Props {
  readonly season: SeasonRead;
  readonly entry: Entry | null;
  readonly plan: PlanView | null;
  readonly document: PlanDocument | null;
  readonly zone: string;
  readonly words: Words;
  readonly onClose: () => void;
  readonly onOpen: (activityId: string) => void;
  readonly onMove: ((entry: Entry) => void) | null;
  readonly onEdit: ((entry: Entry) => void) | null;
}

function Facts({
  entry,
  words,
  names,
}: {
  readonly entry: Entry;
  readonly words: Words;
  readonly names: ReturnType<typeof useNames>;
}) {
  const { t } = useTranslation('board');
  const { activity, standing } = entry;
  const { format } = words;
  const span = format.span(new Date(entry.start).toISOString(), new Date(entry.end).toISOString());
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('drawer.when'),
      standing === 'held' ? (
        <>
          {span}
          {entry.otherStarts > 0 && (
            <Text span size="sm" c="dimmed">
              {' '}
              {t('drawer.otherStarts', { count: entry.otherStarts })}
            </Text>
          )}
        </>
      ) : (
        t('drawer.possible', {
          times: activity.candidateStarts
            .slice(0, 4)
            .map((start) => format.dateTime(start))
            .join(t('comma')),
          count: activity.candidateStarts.length,
        })
      ),
    ],
    [t('drawer.lasts'), format.duration(activity.durationMinutes)],
    [t('drawer.community'), names.community(activity.communityId)],
    ...(activity.venue === null || activity.venue === undefined
      ? []
      : [
          [
            t('drawer.venue'),
            entry.venueId === null ? (
              t('drawer.venueWanted')
            ) : (
              <>
                {names.venue(entry.venueId)}{' '}
                <Badge
                  tt="none"
                  size="sm"
                  variant="light"
                  color={
                    entry.venueState === 'confirmed'
                      ? 'jade'
                      : entry.venueState === 'lost'
                        ? 'cinnabar'
                        : 'amber'
                  }
                >
                  {t(`venue.${entry.venueState}`)}
                </Badge>
              </>
            ),
          ] as const,
        ]),
    ...(activity.expectedAttendance > 0
      ? [[t('drawer.attendance'), format.number(activity.expectedAttendance)] as const]
      : []),
    [t('drawer.priority'), t('drawer.priorityOf', { priority: activity.priority })],
  ];
  return (
    <dl className="hb-facts">
      {facts.map(([name, value]) => (
        <Group key={name} gap="sm" wrap="nowrap" align="baseline" mb={4}>
          <Text component="dt" size="sm" c="dimmed" w={84} flex="none">
            {name}
          </Text>
          <Text component="dd" m={0} size="sm">
            {value}
          </Text>
        </Group>
      ))}
    </dl>
  );
}

function Predecessors({
  entry,
  names,
  onOpen,
}: {
  readonly entry: Entry;
  readonly names: ReturnType<typeof useNames>;
  readonly onOpen: (id: string) => void;
}) {
  const { t } = useTranslation('board');
  if (entry.activity.predecessorIds.length === 0) return null;
  return (
    <Section title={t('drawer.predecessors')}>
      <Stack gap={4}>
        {entry.activity.predecessorIds.map((id) => (
          <Anchor key={id} component="button" ta="left" size="sm" onClick={() => onOpen(id)}>
            {names.activity(id)}
          </Anchor>
        ))}
      </Stack>
    </Section>
  );
}

/** Everything on one activity, at the side of the board. */
export function ActivityDrawer({
  season,
  entry,
  plan,
  document,
  zone,
  words,
  onClose,
  onOpen,
  onMove,
  onEdit,
}: Props) {
  const { t } = useTranslation(['board', 'common']);
  const names = useNames(season.id);
  return (
    <Drawer
      opened={entry !== null}
      onClose={onClose}
      position="right"
      size="min(100vw, 560px)"
      title={
        <Text fw={650} size="lg" component="span">
          {entry?.activity.title ?? ''}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('common:action.close'), size: 'lg' }}
    >
      {entry !== null && (
        <Stack gap="md">
          <Group gap="xs">
            <KindBadge kind={entry.activity.kind} />
            {entry.standing !== 'held' && (
              <Badge tt="none" color={entry.standing === 'dropped' ? 'cinnabar' : 'gray'}>
                {t(`standing.${entry.standing}`)}
              </Badge>
            )}
            <Text size="xs" c="dimmed">
              {entry.activity.id}
            </Text>
          </Group>
          <Group gap="xs">
            {onMove !== null && (
              <Button
                variant="light"
                leftSection={<IconArrowsMove size={16} aria-hidden />}
                onClick={() => onMove(entry)}
              >
                {t('move.open')}
              </Button>
            )}
            {onEdit !== null && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => onEdit(entry)}
              >
                {t('common:action.edit')}
              </Button>
            )}
            {plan !== null && hasGap(entry) && (
              <Button
                component={Link}
                to={`/seasons/${encodeURIComponent(season.id)}/open?${new URLSearchParams({ plan: plan.id, activity: entry.activity.id }).toString()}`}
                variant="light"
                color="cinnabar"
                leftSection={<IconAlertCircle size={16} aria-hidden />}
              >
                {t('drawer.whyOpen')}
              </Button>
            )}
          </Group>
          <Facts entry={entry} words={words} names={names} />
          <Divider />
          <People season={season} entry={entry} plan={plan} />
          <Things entry={entry} document={document} />
          <Money entry={entry} document={document} words={words} />
          <Predecessors entry={entry} names={names} onOpen={onOpen} />
          <History entry={entry} zone={zone} />
        </Stack>
      )}
    </Drawer>
  );
}

import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowsExchange, IconHourglass, IconUserSearch } from '@tabler/icons-react';
import { type ActivityRead, type SearchView, type SwapView, type WaitingView } from '@heli/contracts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { KEEPERS, useWho } from '../../app/who';
import { call, useAll, useChange, useLive } from '../../api';
import { tell, tellProblem, useFormat, useVolunteerNames } from '../../ui';
import { grouped } from './fold';

const EVERY_MS = 15_000;
const SHOWN = 6;
const CANDIDATES = 5;

function Box({
  icon,
  title,
  count,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group gap="xs" mb="xs">
        {icon}
        <Title order={2} size="h5">
          {title}
        </Title>
        {count > 0 && (
          <Badge variant="light" color="gray">
            {count}
          </Badge>
        )}
      </Group>
      {children}
    </Paper>
  );
}

function None({ text }: { readonly text: string }) {
  return (
    <Text size="sm" c="dimmed">
      {text}
    </Text>
  );
}

/** Titles of activities by id, in one request. */
function useTitles(ids: readonly string[]) {
  const wanted = [...new Set(ids)].sort();
  const found = useAll<ActivityRead>(
    wanted.length === 0 ? null : '/activities',
    { id: wanted },
    { keep: true },
  );
  const activities = new Map((found.data ?? []).map((activity) => [activity.id, activity]));
  return (activityId: string, roleId: string) => {
    const activity = activities.get(activityId);
    return {
      title: activity?.title ?? activityId,
      role: activity?.roles.find(({ id }) => id === roleId)?.name ?? roleId,
    };
  };
}

const toActivity = (id: string) => `/desk/activities/${encodeURIComponent(id)}`;

/** Stand-ins that are being sought, and who is asked in which order. */
export function Searches({ seasonId }: { readonly seasonId: string }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const asking = useLive<SearchView>('/stand-in-searches', { seasonId, state: 'asking' }, EVERY_MS);
  const computing = useLive<SearchView>('/stand-in-searches', { seasonId, state: 'computing' }, EVERY_MS);
  const [all, setAll] = useState(false);
  const running = [...(computing.data ?? []), ...(asking.data ?? [])].sort((a, b) =>
    a.start.localeCompare(b.start),
  );
  const shown = all ? running : running.slice(0, SHOWN);
  const titles = useTitles(shown.map(({ activityId }) => activityId));
  const names = useVolunteerNames(
    shown.flatMap(({ candidates, asked }) => candidates.slice(Math.max(0, asked - 1), asked + CANDIDATES)),
  );
  return (
    <Box icon={<IconUserSearch size={20} aria-hidden />} title={t('standIn.title')} count={running.length}>
      {running.length === 0 ? (
        <None text={t('standIn.none')} />
      ) : (
        <Stack gap="sm">
          {shown.map((search) => {
            const { title, role } = titles(search.activityId, search.roleId);
            const next = search.candidates.slice(search.asked, search.asked + CANDIDATES);
            const now = search.asked > 0 ? search.candidates[search.asked - 1] : undefined;
            return (
              <div key={search.id}>
                <Anchor component={Link} to={toActivity(search.activityId)} size="sm" fw={600}>
                  {title}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {format.span(search.start, search.end)} · {role}
                </Text>
                <Text size="xs">
                  {search.state === 'computing'
                    ? t('standIn.computing')
                    : t('standIn.asking', { asked: search.asked, of: search.candidates.length })}
                  {now !== undefined && ` ${t('standIn.last', { name: names(now) })}`}
                </Text>
                {next.length > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('standIn.next', {
                      names: next.map((id, place) => `${search.asked + place + 1}. ${names(id)}`).join('  '),
                    })}
                  </Text>
                )}
              </div>
            );
          })}
          {shown.length < running.length && (
            <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
              {t('alerts.more', { count: running.length - shown.length })}
            </Button>
          )}
        </Stack>
      )}
    </Box>
  );
}

/** Who asks whom to take over a place. */
export function Swaps({ seasonId }: { readonly seasonId: string }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const who = useWho();
  const found = useLive<SwapView>('/swaps', { seasonId, state: 'asked' }, EVERY_MS);
  const swaps = found.data ?? [];
  const titles = useTitles(swaps.map(({ activityId }) => activityId));
  const names = useVolunteerNames(swaps.map(({ toVolunteerId }) => toVolunteerId));
  const answer = useChange(
    ({ id, word }: { id: string; word: 'accept' | 'refuse' }) =>
      call(`/swaps/${id}/${word}`, { method: 'POST', body: {} }),
    ['/swaps', '/duty-cards'],
    () => tell(t('swap.done')),
  );
  return (
    <Box icon={<IconArrowsExchange size={20} aria-hidden />} title={t('swap.title')} count={swaps.length}>
      {swaps.length === 0 ? (
        <None text={t('swap.none')} />
      ) : (
        <Stack gap="sm">
          {swaps.map((swap) => {
            const { title, role } = titles(swap.activityId, swap.roleId);
            return (
              <div key={swap.id}>
                <Anchor component={Link} to={toActivity(swap.activityId)} size="sm" fw={600}>
                  {title}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {format.span(swap.start, swap.end)} · {role}
                </Text>
                <Text size="xs">
                  {t('swap.to', { name: names(swap.toVolunteerId), until: format.dateTime(swap.respondBy) })}
                </Text>
                {who.is(...KEEPERS) && (
                  <Group gap="xs" mt={4}>
                    <Button
                      size="compact-sm"
                      variant="light"
                      onClick={() => answer.mutate({ id: swap.id, word: 'accept' }, { onError: tellProblem })}
                    >
                      {t('swap.accept')}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => answer.mutate({ id: swap.id, word: 'refuse' }, { onError: tellProblem })}
                    >
                      {t('swap.refuse')}
                    </Button>
                  </Group>
                )}
              </div>
            );
          })}
        </Stack>
      )}
    </Box>
  );
}

/** Who waits in line for which place. */
export function WaitList({ seasonId }: { readonly seasonId: string }) {
  const { t } = useTranslation('desk');
  const found = useLive<WaitingView>('/wait-list', { seasonId, state: 'waiting' }, EVERY_MS);
  const lines = found.data ?? [];
  const titles = useTitles(lines.map(({ activityId }) => activityId));
  const names = useVolunteerNames(lines.map(({ volunteerId }) => volunteerId));
  const places = [
    ...grouped(lines, ({ activityId, roleId }) => JSON.stringify([activityId, roleId])).values(),
  ];
  return (
    <Box icon={<IconHourglass size={20} aria-hidden />} title={t('wait.title')} count={lines.length}>
      {places.length === 0 ? (
        <None text={t('wait.none')} />
      ) : (
        <Stack gap="sm">
          {places.map((line) => {
            const [first] = line;
            if (first === undefined) return null;
            const { title, role } = titles(first.activityId, first.roleId);
            return (
              <div key={first.id}>
                <Anchor component={Link} to={toActivity(first.activityId)} size="sm" fw={600}>
                  {title}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {role} ·{' '}
                  {line
                    .map(({ volunteerId, position }) => `${position ?? ''}. ${names(volunteerId)}`)
                    .join('  ')}
                </Text>
              </div>
            );
          })}
        </Stack>
      )}
    </Box>
  );
}

import { Anchor, Group, Paper, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { type DutyCard } from '@heli/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLive } from '../../api';
import { DutyStateBadge, useFormat } from '../../ui';

const EVERY_MS = 5_000;
const SHOWN = 12;
const DAY_MS = 24 * 60 * 60_000;
const LONG = 3;

const keyOf = ({ id, state, answeredAt }: DutyCard) => [id, state, answeredAt].join(' ');

/** What people answered in the last days, as it comes in; what is new is marked, and told to whoever cannot see. */
export function Answers({
  seasonId,
  communityId,
}: {
  readonly seasonId: string;
  readonly communityId: string | null;
}) {
  const { t } = useTranslation(['desk', 'duty']);
  const format = useFormat();
  const [answeredSince] = useState(() =>
    new Date(Math.floor(Date.now() / 60_000) * 60_000 - LONG * DAY_MS).toISOString(),
  );
  const found = useLive<DutyCard>('/duty-cards', { seasonId, communityId, answeredSince }, EVERY_MS);
  const latest = [...(found.data ?? [])]
    .sort((a, b) => (b.answeredAt ?? '').localeCompare(a.answeredAt ?? ''))
    .slice(0, SHOWN);
  const known = useRef<{ scope: string; keys: Set<string> } | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState('');
  const scope = `${seasonId} ${communityId ?? ''}`;
  useEffect(() => {
    if (found.data === undefined) return;
    const keys = new Set(found.data.map(keyOf));
    const before = known.current;
    known.current = { scope, keys };
    if (before?.scope !== scope) return;
    const news = found.data.filter((card) => !before.keys.has(keyOf(card)));
    if (news.length === 0) return;
    setFresh(new Set(news.map(keyOf)));
    setTold(
      news
        .slice(0, 3)
        .map((card) =>
          t('answers.told', {
            name: card.name ?? card.volunteerId,
            state: t(`duty:state.${card.state}`),
            title: card.title,
          }),
        )
        .join(' '),
    );
  }, [found.data, scope, t]);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('answers.title')}>
      <Group gap="xs" mb="xs">
        <IconBroadcast size={20} aria-hidden />
        <Title order={2} size="h5">
          {t('answers.title')}
        </Title>
      </Group>
      <VisuallyHidden role="status" aria-live="polite">
        {told}
      </VisuallyHidden>
      {latest.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('answers.none')}
        </Text>
      ) : (
        <Stack gap={0}>
          {latest.map((card) => (
            <Group
              key={card.id}
              justify="space-between"
              wrap="nowrap"
              py={6}
              px={6}
              bg={fresh.has(keyOf(card)) ? 'amber.0' : undefined}
              style={{ borderTop: '1px solid var(--mantine-color-gray-2)', borderRadius: 4 }}
            >
              <div style={{ minWidth: 0 }}>
                <Text size="sm" truncate>
                  <b>{card.name ?? card.volunteerId}</b>{' '}
                  <Anchor
                    component={Link}
                    size="sm"
                    to={`/desk/activities/${encodeURIComponent(card.activityId)}`}
                  >
                    {card.title}
                  </Anchor>
                </Text>
                <Text size="xs" c="dimmed">
                  {card.answeredAt === null ? '' : format.dateTime(card.answeredAt)}
                  {card.reason === null ? '' : ` · ${card.reason}`}
                </Text>
              </div>
              <DutyStateBadge state={card.state} />
            </Group>
          ))}
        </Stack>
      )}
    </Paper>
  );
}

import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { type ActivityRead, type DutyCard, type SwapView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useAll, useChange, useRead, useRefresh } from '../../api';
import { Confirm, tell, tellProblem, useFormat } from '../../ui';

const TOUCHES = ['/swaps', '/duty-cards', '/duties', '/open-places'];

/** Asks somebody to take a place over, or takes the question back. */
export function HandOver({ card }: { readonly card: DutyCard }) {
  const { t } = useTranslation('volunteer');
  const refresh = useRefresh();
  const format = useFormat(card.timeZone);
  const [to, setTo] = useState('');
  const swaps = useAll<SwapView>('/swaps', { state: 'asked' });
  const open = swaps.data?.find(({ dutyId }) => dutyId === card.id);
  const back = useChange(
    () => call(`/duties/${card.id}/swap`, { method: 'DELETE' }),
    TOUCHES,
    () => tell(t('swap.takenBack')),
  );
  if (open !== undefined)
    return (
      <Button
        variant="light"
        color="amber"
        size="md"
        loading={back.isPending}
        onClick={() => back.mutate(undefined, { onError: tellProblem })}
      >
        {t('swap.takeBack', { until: format.dateTime(open.respondBy) })}
      </Button>
    );
  return (
    <Confirm
      label={t('swap.button')}
      title={t('swap.title')}
      confirmLabel={t('swap.ask')}
      variant="default"
      size="md"
      onConfirm={async () => {
        await call(`/duties/${card.id}/swap`, { method: 'POST', body: { volunteerId: to.trim() } });
        tell(t('swap.asked'));
        await refresh(...TOUCHES);
      }}
    >
      <Text size="sm">{t('swap.text', { title: card.title })}</Text>
      <TextInput
        label={t('swap.to')}
        description={t('swap.toHint')}
        placeholder="vol-0001"
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        required
        data-autofocus
      />
    </Confirm>
  );
}

/** Places that others ask somebody to take over. */
export function SwapsForMe({ volunteerId }: { readonly volunteerId: string }) {
  const { t } = useTranslation('volunteer');
  const swaps = useAll<SwapView>('/swaps', { state: 'asked' }, { every: 30_000 });
  const mine = (swaps.data ?? []).filter(({ toVolunteerId }) => toVolunteerId === volunteerId);
  if (mine.length === 0) return null;
  return (
    <Alert
      color="amber"
      icon={<IconArrowsExchange size={22} />}
      title={t('swap.forMe', { count: mine.length })}
    >
      <Stack gap="sm">
        {mine.map((swap) => (
          <Asked key={swap.id} swap={swap} />
        ))}
      </Stack>
    </Alert>
  );
}

function Asked({ swap }: { readonly swap: SwapView }) {
  const { t } = useTranslation('volunteer');
  const format = useFormat();
  const activity = useRead<ActivityRead>(`/activities/${encodeURIComponent(swap.activityId)}`);
  const answer = useChange(
    (word: 'accept' | 'refuse') => call(`/swaps/${swap.id}/${word}`, { method: 'POST', body: {} }),
    TOUCHES,
    (_, word) => tell(t(word === 'accept' ? 'swap.accepted' : 'swap.refused')),
  );
  const title = activity.data?.title ?? swap.activityId;
  const role = activity.data?.roles.find(({ id }) => id === swap.roleId)?.name ?? swap.roleId;
  return (
    <Paper p="sm" withBorder>
      <Title order={3} size="h6">
        {title}
      </Title>
      <Text size="sm">
        {format.span(swap.start, swap.end)} · {role}
      </Text>
      <Text size="xs" c="dimmed">
        {t('swap.until', { until: format.dateTime(swap.respondBy) })}
      </Text>
      <Group mt="xs" gap="sm">
        <Button loading={answer.isPending} onClick={() => answer.mutate('accept', { onError: tellProblem })}>
          {t('swap.take')}
        </Button>
        <Button
          variant="default"
          disabled={answer.isPending}
          onClick={() => answer.mutate('refuse', { onError: tellProblem })}
        >
          {t('swap.refuse')}
        </Button>
      </Group>
    </Paper>
  );
}

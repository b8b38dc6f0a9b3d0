import { Alert, Button, Group, List, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { type VenueException, type VenueExceptionStored } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange, useRead, useRefresh } from '../../api';
import { Confirm, DEFAULT_ZONE, Loaded, ProblemAlert, tell, useFormat, zonedInstant } from '../../ui';

/** Closed, or open, for once: first it is told what that would do. */
export function Exceptions({ venueId }: { readonly venueId: string }) {
  const { t } = useTranslation(['partner', 'common']);
  const format = useFormat();
  const refresh = useRefresh();
  const path = `/venues/${encodeURIComponent(venueId)}/exceptions`;
  const found = useRead<{ items: VenueException[] }>(path);
  const [open, setOpen] = useState('closed');
  const [day, setDay] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const body = () => ({
    start: zonedInstant(day, from === '' ? '00:00' : from, DEFAULT_ZONE),
    end: zonedInstant(day, to === '' ? '24:00' : to, DEFAULT_ZONE),
    open: open === 'open',
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  });
  const look = useChange(
    () => call<VenueExceptionStored>(path, { method: 'POST', query: { dryRun: true }, body: body() }),
    [],
  );
  const store = useChange(
    () => call<VenueExceptionStored>(path, { method: 'POST', body: body() }),
    ['/venues', '/bookings'],
    () => {
      tell(t('common:state.saved'));
      look.reset();
      setDay('');
    },
  );
  const reset = () => look.reset();
  const problem = look.error ?? store.error;
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {t('exceptions.title')}
      </Title>
      <Loaded of={found} rows={1}>
        {({ items }) => (
          <Stack gap={4}>
            {items.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('exceptions.none')}
              </Text>
            )}
            {items.map((one) => (
              <Group key={one.id} justify="space-between" gap="xs">
                <Text size="sm">
                  <b>{one.open ? t('exceptions.open') : t('exceptions.closed')}</b>{' '}
                  {format.span(one.start, one.end)}
                  {one.reason === null ? '' : ` · ${one.reason}`}
                </Text>
                <Confirm
                  label={t('exceptions.remove')}
                  title={t('exceptions.removeTitle')}
                  variant="subtle"
                  color="cinnabar"
                  size="compact-sm"
                  onConfirm={async () => {
                    await call(`${path}/${encodeURIComponent(one.id)}`, { method: 'DELETE' });
                    await refresh('/venues', '/bookings');
                  }}
                >
                  <Text size="sm">{t('exceptions.removeText')}</Text>
                </Confirm>
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
      <Group align="flex-end" gap="xs" onChange={reset}>
        <SegmentedControl
          aria-label={t('exceptions.title')}
          data={['closed', 'open'].map((value) => ({ value, label: t(`exceptions.${value}`) }))}
          value={open}
          onChange={setOpen}
        />
        <TextInput
          type="date"
          label={t('exceptions.day')}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
        <TextInput
          type="time"
          label={t('exceptions.from')}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          type="time"
          label={t('exceptions.to')}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <TextInput
          label={t('exceptions.reason')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          maxLength={200}
        />
        <Button
          variant="light"
          disabled={day === ''}
          loading={look.isPending}
          onClick={() => look.mutate(undefined)}
        >
          {t('exceptions.look')}
        </Button>
      </Group>
      {problem !== null && <ProblemAlert error={problem} />}
      {look.data !== undefined && (
        <Alert
          color={look.data.affected.length > 0 ? 'cinnabar' : 'jade'}
          title={t('exceptions.affected', { count: look.data.affected.length })}
          role="status"
        >
          <Stack gap="xs" align="flex-start">
            {look.data.affected.length > 0 && (
              <List size="sm">
                {look.data.affected.map(({ id, activityTitle, start, end }) => (
                  <List.Item key={id}>
                    {activityTitle} · {format.span(start, end)}
                  </List.Item>
                ))}
              </List>
            )}
            <Button
              size="sm"
              color={look.data.affected.length > 0 ? 'cinnabar' : 'jade'}
              loading={store.isPending}
              onClick={() => store.mutate(undefined)}
            >
              {t('exceptions.store')}
            </Button>
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { type BookingView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useAll, useChange, useRefresh } from '../../api';
import { Confirm, Empty, Loaded, tell, tellProblem, useFormat } from '../../ui';

const EVERY_MS = 60_000;
const COLORS: Readonly<Record<BookingView['state'], string>> = {
  asked: 'amber',
  confirmed: 'jade',
  declined: 'cinnabar',
  released: 'gray',
  withdrawn: 'gray',
};

/** What waits for an answer first, then all that is to come by time. */
export function Bookings() {
  const { t } = useTranslation('partner');
  const format = useFormat();
  const [from] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString());
  const found = useAll<BookingView>('/bookings', { from }, { every: EVERY_MS });
  return (
    <Loaded of={found}>
      {(bookings) => {
        const asked = bookings
          .filter(({ state }) => state === 'asked')
          .sort(
            (a, b) => (a.respondBy ?? '').localeCompare(b.respondBy ?? '') || a.start.localeCompare(b.start),
          );
        const rest = bookings
          .filter(({ state }) => state !== 'asked' && state !== 'withdrawn')
          .sort((a, b) => a.start.localeCompare(b.start));
        if (bookings.length === 0) return <Empty title={t('bookings.none')}>{t('bookings.noneHint')}</Empty>;
        return (
          <Stack gap="xl">
            <section>
              <Group gap="xs" mb="sm">
                <Title order={2} size="h4">
                  {t('bookings.asked')}
                </Title>
                <Badge
                  color={asked.length > 0 ? 'cinnabar' : 'gray'}
                  variant={asked.length > 0 ? 'filled' : 'light'}
                  circle
                  size="lg"
                >
                  {asked.length}
                </Badge>
              </Group>
              {asked.length === 0 ? (
                <Text c="dimmed">{t('bookings.allAnswered')}</Text>
              ) : (
                <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                  {asked.map((booking) => (
                    <Card key={booking.id} booking={booking} />
                  ))}
                </SimpleGrid>
              )}
            </section>
            <section>
              <Title order={2} size="h4" mb="sm">
                {t('bookings.ahead')}
              </Title>
              {rest.length === 0 && <Text c="dimmed">{t('bookings.noneAhead')}</Text>}
              <Stack gap="xs">
                {rest.map((booking) => (
                  <Paper key={booking.id} withBorder px="md" py="sm">
                    <Group justify="space-between" gap="sm">
                      <div style={{ flex: '1 1 220px' }}>
                        <Text fw={600}>{booking.activityTitle}</Text>
                        <Text size="sm" c="dimmed">
                          {format.span(booking.start, booking.end)} · {booking.venueName}
                        </Text>
                        {booking.reason !== null && (
                          <Text size="xs" c="dimmed">
                            {booking.reason}
                          </Text>
                        )}
                      </div>
                      <Badge color={COLORS[booking.state]} variant="light" tt="none">
                        {t(`bookings.state.${booking.state}`)}
                      </Badge>
                      {booking.state === 'confirmed' ? (
                        <Decline booking={booking} />
                      ) : (
                        <ConfirmNow booking={booking} again />
                      )}
                    </Group>
                  </Paper>
                ))}
              </Stack>
            </section>
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Card({ booking }: { readonly booking: BookingView }) {
  const { t } = useTranslation('partner');
  const format = useFormat();
  return (
    <Paper withBorder p="md" radius="lg" component="article" aria-label={booking.activityTitle}>
      <Stack gap="xs" h="100%">
        <Title order={3} size="h5">
          {booking.activityTitle}
        </Title>
        <Text fw={600} c="jade.8">
          {format.span(booking.start, booking.end)}
        </Text>
        <Text size="sm">
          {booking.venueName} · {t('bookings.people', { count: booking.expectedAttendance })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('bookings.blocked', {
            from: format.time(booking.blockedFrom),
            until: format.time(booking.blockedUntil),
          })}
        </Text>
        {booking.respondBy !== null && (
          <Text size="sm" c="cinnabar.7" fw={600}>
            {t('bookings.respondBy', { at: format.dateTime(booking.respondBy) })}
          </Text>
        )}
        <Group grow mt="auto">
          <ConfirmNow booking={booking} />
          <Decline booking={booking} />
        </Group>
      </Stack>
    </Paper>
  );
}

function ConfirmNow({ booking, again = false }: { readonly booking: BookingView; readonly again?: boolean }) {
  const { t } = useTranslation('partner');
  const yes = useChange(
    () => call(`/bookings/${booking.id}/confirm`, { method: 'POST', version: booking.version, body: {} }),
    ['/bookings'],
    () => tell(t('bookings.confirmed')),
  );
  return (
    <Button
      size={again ? 'sm' : 'md'}
      variant={again ? 'default' : 'filled'}
      loading={yes.isPending}
      onClick={() => yes.mutate(undefined, { onError: tellProblem })}
    >
      {again ? t('bookings.confirmAgain') : t('bookings.confirm')}
    </Button>
  );
}

function Decline({ booking }: { readonly booking: BookingView }) {
  const { t } = useTranslation('partner');
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  return (
    <Confirm
      label={t('bookings.decline')}
      title={t('bookings.declineTitle')}
      confirmLabel={t('bookings.decline')}
      variant="default"
      color="cinnabar"
      size={booking.state === 'asked' ? 'md' : 'sm'}
      onConfirm={async () => {
        try {
          await call(`/bookings/${booking.id}/decline`, {
            method: 'POST',
            version: booking.version,
            body: { reason: reason.trim() },
          });
          tell(t('bookings.declined'));
        } finally {
          await refresh('/bookings');
        }
      }}
    >
      <Text size="sm">{t('bookings.declineText', { title: booking.activityTitle })}</Text>
      <TextInput
        label={t('bookings.reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={400}
        data-autofocus
      />
    </Confirm>
  );
}

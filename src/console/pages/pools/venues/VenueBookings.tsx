import { Anchor, Badge, Button, Group, Paper, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { type BookingState, type BookingView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call, useChange, usePages } from '~/api';
import { useWho } from '~/app/who';
import { Confirm, Empty, Loaded, More, tell, tellProblem, useFormat } from '~/ui';
import { type PanelProps } from '../panel';

const COLORS: Readonly<Record<BookingState, string>> = {
  asked: 'amber',
  confirmed: 'jade',
  declined: 'cinnabar',
  released: 'cinnabar',
  withdrawn: 'gray',
};
const TOUCHES = ['/bookings'];

function Booking({ booking, zone }: { readonly booking: BookingView; readonly zone: string }) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat(zone);
  const who = useWho();
  const [reason, setReason] = useState('');
  const { id, version, state, start, end, blockedFrom, blockedUntil } = booking;
  const answer = useChange(
    (said: 'confirm' | 'decline') =>
      call<BookingView>(`/bookings/${id}/${said}`, {
        method: 'POST',
        version,
        ...(said === 'decline' ? { body: reason === '' ? {} : { reason } } : {}),
      }),
    TOUCHES,
    () => tell(t('common:state.saved')),
  );
  const may = who.is('admin', 'coordinator') && start > new Date().toISOString() && state !== 'withdrawn';
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Text fw={600} size="sm">
              {booking.activityTitle}
            </Text>
            <Badge variant="light" color={COLORS[state]} tt="none">
              {t(`booking.${state}`)}
            </Badge>
          </Group>
          <Text size="sm">{format.span(start, end)}</Text>
          <Text size="xs" c="dimmed">
            {t('booking.blocked', { from: format.time(blockedFrom), until: format.time(blockedUntil) })}
            {' · '}
            {t('common:count.people', { count: booking.expectedAttendance })}
            {booking.respondBy !== null &&
              state === 'asked' &&
              ` · ${t('booking.respondBy', { when: format.dateTime(booking.respondBy) })}`}
          </Text>
          {booking.reason !== null && <Text size="sm">{booking.reason}</Text>}
          <Anchor component={Link} to={`/seasons/${encodeURIComponent(booking.seasonId)}/board`} size="xs">
            {t('booking.board')}
          </Anchor>
        </div>
        {may && (
          <Group gap="xs">
            {state !== 'confirmed' && (
              <Button
                size="sm"
                variant="light"
                loading={answer.isPending}
                onClick={() => answer.mutate('confirm', { onError: tellProblem })}
              >
                {t('booking.confirm')}
              </Button>
            )}
            {state !== 'declined' && (
              <Confirm
                label={t('booking.decline')}
                title={t('booking.declineTitle')}
                color="cinnabar"
                variant="subtle"
                size="sm"
                onConfirm={() => answer.mutateAsync('decline')}
              >
                <Text size="sm">{t('booking.declineText')}</Text>
                <Textarea
                  label={t('booking.reason')}
                  value={reason}
                  maxLength={400}
                  onChange={({ currentTarget }) => setReason(currentTarget.value)}
                />
              </Confirm>
            )}
          </Group>
        )}
      </Group>
    </Paper>
  );
}

/** What published plans ask of a venue, and what was answered. */
export default function VenueBookings({ thing, zone }: PanelProps) {
  const { t } = useTranslation(['pools', 'common']);
  const [when, setWhen] = useState('coming');
  const [now] = useState(() => new Date().toISOString());
  const found = usePages<BookingView>('/bookings', {
    venueId: thing.id,
    limit: 50,
    ...(when === 'coming' ? { from: now } : { until: now }),
  });
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('booking.when')}
        data={['coming', 'past'].map((value) => ({ value, label: t(`booking.${value}`) }))}
        value={when}
        onChange={setWhen}
        style={{ alignSelf: 'flex-start' }}
      />
      <Loaded of={found}>
        {() =>
          found.rows.length === 0 ? (
            <Empty title={t('booking.none')}>{t('booking.noneHint')}</Empty>
          ) : (
            <Stack gap="xs">
              {found.rows.map((booking) => (
                <Booking key={booking.id} booking={booking} zone={zone} />
              ))}
              <More of={found} variant="subtle" />
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

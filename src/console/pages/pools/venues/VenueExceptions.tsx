import {
  Alert,
  Badge,
  Button,
  Group,
  List,
  Paper,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import { type VenueException, type VenueExceptionStored } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange, useRead } from '~/api';
import { useWho } from '~/app/who';
import { Confirm, Empty, Loaded, ProblemAlert, tell, useFormat } from '~/ui';
import { Faults, MomentField, TextField } from '~/ui/fields';
import { type PanelProps } from '../panel';

/** Closed or open for once; what that costs in bookings is said before it is stored. */
export default function VenueExceptions({ thing, zone }: PanelProps) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat(zone);
  const who = useWho();
  const path = `/venues/${encodeURIComponent(thing.id)}/exceptions`;
  const touches = [`/venues`, '/bookings', '/history'];
  const found = useRead<{ items: VenueException[] }>(path);
  const [open, setOpen] = useState('closed');
  const [start, setStart] = useState<string>();
  const [end, setEnd] = useState<string>();
  const [reason, setReason] = useState<string>();
  const [tried, setTried] = useState<VenueExceptionStored | null>(null);
  const ask = useChange(
    (dryRun: boolean) =>
      call<VenueExceptionStored>(path, {
        method: 'POST',
        query: { dryRun },
        body: { start, end, reason, open: open === 'open' },
      }),
    touches,
    (answer) => {
      if (!answer.stored) {
        setTried(answer);
        return;
      }
      setTried(null);
      setStart(undefined);
      setEnd(undefined);
      setReason(undefined);
      tell(t('common:state.saved'));
    },
  );
  const edited =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setTried(null);
      set(value);
    };
  const remove = async (id: string) => {
    await call(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE' });
    tell(t('common:state.done'));
    await found.refetch();
  };
  const may = who.is('admin', 'coordinator');
  return (
    <Stack>
      {may && (
        <Paper withBorder p="md">
          <Stack>
            <Text fw={600}>{t('exception.add')}</Text>
            <SegmentedControl
              aria-label={t('exception.add')}
              data={['closed', 'open'].map((value) => ({ value, label: t(`exception.${value}`) }))}
              value={open}
              onChange={edited(setOpen)}
              style={{ alignSelf: 'flex-start' }}
            />
            {ask.error !== null && <ProblemAlert error={ask.error} />}
            <Faults of={ask.error}>
              <SimpleGrid cols={{ base: 1, sm: 3 }}>
                <MomentField
                  label={t('exception.start')}
                  pointer="/start"
                  value={start}
                  onChange={edited(setStart)}
                  zone={zone}
                  required
                />
                <MomentField
                  label={t('exception.end')}
                  pointer="/end"
                  value={end}
                  onChange={edited(setEnd)}
                  zone={zone}
                  required
                />
                <TextField
                  label={t('exception.reason')}
                  pointer="/reason"
                  value={reason}
                  onChange={edited(setReason)}
                />
              </SimpleGrid>
            </Faults>
            {tried !== null && (
              <Alert
                color={tried.affected.length > 0 ? 'cinnabar' : 'jade'}
                title={t('exception.affected', { count: tried.affected.length })}
                role="status"
              >
                <List size="sm">
                  {tried.affected.map((booking) => (
                    <List.Item key={booking.id}>
                      {booking.activityTitle} · {format.span(booking.start, booking.end)}
                    </List.Item>
                  ))}
                </List>
              </Alert>
            )}
            <Group>
              <Button
                variant="light"
                loading={ask.isPending && tried === null}
                onClick={() => ask.mutate(true)}
              >
                {t('exception.try')}
              </Button>
              {tried !== null && (
                <Button
                  color={tried.affected.length > 0 ? 'cinnabar' : 'jade'}
                  loading={ask.isPending}
                  onClick={() => ask.mutate(false)}
                >
                  {t('exception.store')}
                </Button>
              )}
            </Group>
          </Stack>
        </Paper>
      )}
      <Loaded of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('exception.none')} />
          ) : (
            <Stack gap="xs">
              {items.map((one) => (
                <Paper key={one.id} withBorder p="sm">
                  <Group justify="space-between">
                    <Group gap="xs">
                      <Badge variant="light" color={one.open ? 'jade' : 'cinnabar'} tt="none">
                        {t(`exception.${one.open ? 'open' : 'closed'}`)}
                      </Badge>
                      <Text size="sm">{format.span(one.start, one.end)}</Text>
                      {one.reason !== null && (
                        <Text size="sm" c="dimmed">
                          {one.reason}
                        </Text>
                      )}
                    </Group>
                    {may && (
                      <Confirm
                        label={t('common:action.delete')}
                        title={t('exception.remove')}
                        size="sm"
                        variant="subtle"
                        color="cinnabar"
                        onConfirm={() => remove(one.id)}
                      >
                        <Text size="sm">{t('exception.removeText')}</Text>
                      </Confirm>
                    )}
                  </Group>
                </Paper>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

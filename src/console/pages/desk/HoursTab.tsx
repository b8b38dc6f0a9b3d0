import { Alert, Group, NumberInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { type ConfirmedHours, type HourProposal, type HoursOfActivity } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEEPERS, useWho } from '../../app/who';
import { call, useRead, useRefresh } from '../../api';
import { Confirm, Empty, Loaded, tell, useFormat } from '../../ui';

const DAY = 24 * 60;

interface Change {
  readonly minutes: number;
  readonly reason: string;
}

/** What everybody who came would be given; other minutes need a reason. */
export function HoursTab({ activityId }: { readonly activityId: string }) {
  const path = `/activities/${encodeURIComponent(activityId)}/hours`;
  const found = useRead<HoursOfActivity>(path);
  return <Loaded of={found}>{(hours) => <Hours hours={hours} path={path} />}</Loaded>;
}

function Hours({ hours, path }: { readonly hours: HoursOfActivity; readonly path: string }) {
  const { t } = useTranslation(['desk', 'duty', 'common']);
  const who = useWho();
  const format = useFormat();
  const refresh = useRefresh();
  const [changes, setChanges] = useState<Readonly<Record<string, Change>>>({});
  if (hours.people.length === 0) return <Empty title={t('hours.none')}>{t('hours.noneHint')}</Empty>;
  const open = hours.people.filter(({ state }) => state === 'checked-in');
  const may = who.is(...KEEPERS);
  const except = open.flatMap(({ volunteerId, proposed }) => {
    const change = changes[volunteerId];
    return change === undefined || change.minutes === proposed
      ? []
      : [{ volunteerId, minutes: change.minutes, reason: change.reason.trim() }];
  });
  const minutesOf = ({ volunteerId, proposed }: HourProposal) =>
    changes[volunteerId]?.minutes ?? proposed ?? 0;
  const set = (person: HourProposal, more: Partial<Change>) =>
    setChanges({
      ...changes,
      [person.volunteerId]: {
        minutes: minutesOf(person),
        reason: changes[person.volunteerId]?.reason ?? '',
        ...more,
      },
    });
  const service = hours.ledger === 'service-hours';
  return (
    <Stack>
      <Alert color="gray" variant="light">
        {service ? t('hours.service') : t('hours.attendanceOnly')}
      </Alert>
      {open.length > 0 && (
        <Paper withBorder p="md" component="section" aria-label={t('hours.open')}>
          <Title order={2} size="h5" mb="xs">
            {t('hours.open')}
          </Title>
          {open.map((person) => {
            const changed =
              changes[person.volunteerId] !== undefined && minutesOf(person) !== person.proposed;
            return (
              <Group
                key={person.volunteerId}
                py={8}
                gap="sm"
                align="flex-end"
                style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}
              >
                <div style={{ flex: '1 1 160px' }}>
                  <Text fw={550}>{person.name ?? person.volunteerId}</Text>
                  {person.proposed !== null && (
                    <Text size="xs" c="dimmed">
                      {t(`hours.basis.${person.basis}`, { time: format.duration(person.proposed) })}
                    </Text>
                  )}
                </div>
                {person.proposed !== null && may && (
                  <>
                    <NumberInput
                      label={t('hours.minutes')}
                      aria-label={t('hours.minutesOf', { name: person.name ?? person.volunteerId })}
                      value={minutesOf(person)}
                      min={0}
                      max={Math.min(DAY, person.most)}
                      step={15}
                      allowDecimal={false}
                      w={120}
                      onChange={(value) => set(person, { minutes: Number(value) })}
                    />
                    {changed && (
                      <TextInput
                        label={t('hours.reason')}
                        value={changes[person.volunteerId]?.reason ?? ''}
                        onChange={({ currentTarget }) => set(person, { reason: currentTarget.value })}
                        required
                        maxLength={200}
                        style={{ flex: '1 1 160px' }}
                      />
                    )}
                  </>
                )}
              </Group>
            );
          })}
          {may && (
            <Group mt="md">
              <Confirm
                label={t('hours.confirm', { count: open.length })}
                title={t('hours.confirmTitle')}
                disabled={except.some(({ reason }) => reason === '')}
                onConfirm={async () => {
                  const { confirmed, minutes } = await call<ConfirmedHours>(`${path}/confirm`, {
                    method: 'POST',
                    body: { except },
                  });
                  tell(t('hours.confirmed', { count: confirmed, time: format.duration(minutes) }));
                  await refresh('/activities', '/duty-cards', '/volunteers');
                }}
              >
                <Text size="sm">{t('hours.confirmText', { count: open.length })}</Text>
              </Confirm>
            </Group>
          )}
        </Paper>
      )}
      <ConfirmedPeople
        people={hours.people.filter(({ state }) => state === 'confirmed')}
        path={path}
        may={may && service}
      />
    </Stack>
  );
}

function ConfirmedPeople({
  people,
  path,
  may,
}: {
  readonly people: readonly HourProposal[];
  readonly path: string;
  readonly may: boolean;
}) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  if (people.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('hours.done')}>
      <Title order={2} size="h5" mb="xs">
        {t('hours.done')}
      </Title>
      {people.map((person) => (
        <Group key={person.volunteerId} py={6} style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}>
          <Text fw={550} flex={1}>
            {person.name ?? person.volunteerId}
          </Text>
          <Text size="sm">
            {person.minutes === null ? t('hours.counted') : format.duration(person.minutes)}
          </Text>
          {may && person.minutes !== null && <Correct person={person} minutes={person.minutes} path={path} />}
        </Group>
      ))}
    </Paper>
  );
}

/** A further entry with the difference; the first one stays. */
function Correct({
  person,
  minutes,
  path,
}: {
  readonly person: HourProposal;
  readonly minutes: number;
  readonly path: string;
}) {
  const { t } = useTranslation(['desk', 'common']);
  const refresh = useRefresh();
  const [to, setTo] = useState<number | string>(minutes);
  const [reason, setReason] = useState('');
  return (
    <Confirm
      label={t('hours.correct')}
      title={t('hours.correctTitle', { name: person.name ?? person.volunteerId })}
      confirmLabel={t('hours.correct')}
      variant="default"
      size="xs"
      onConfirm={async () => {
        await call(`${path}/corrections`, {
          method: 'POST',
          body: { volunteerId: person.volunteerId, from: minutes, to: Number(to), reason: reason.trim() },
        });
        tell(t('common:state.saved'));
        await refresh('/activities', '/volunteers', '/duty-cards');
      }}
    >
      <NumberInput
        label={t('hours.minutes')}
        value={to}
        onChange={setTo}
        min={0}
        max={DAY}
        step={15}
        allowDecimal={false}
        data-autofocus
      />
      <TextInput
        label={t('hours.reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        required
        maxLength={200}
      />
    </Confirm>
  );
}

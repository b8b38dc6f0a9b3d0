import {
  Button,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type AttendanceCount, type AttendanceOfActivity } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEEPERS, useWho } from '../../app/who';
import { call, useChange, useRead } from '../../api';
import { Empty, Loaded, ProblemAlert, tell, tellProblem, useFormat } from '../../ui';
import { countIn } from './presence';

const EVERY_MS = 5_000;

/** Who came of those on the list, and how many took part beside them. */
export function AttendanceTab({ activityId }: { readonly activityId: string }) {
  const path = `/activities/${encodeURIComponent(activityId)}/attendance`;
  const found = useRead<AttendanceOfActivity>(path, {}, { every: EVERY_MS });
  return (
    <Loaded of={found}>
      {(attendance) => (
        <Stack>
          <TickList attendance={attendance} />
          <Counts activityId={activityId} count={attendance.count} corrected={attendance.corrected} />
        </Stack>
      )}
    </Loaded>
  );
}

/** The list, ticked by hand where somebody has no telephone. */
export function TickList({
  attendance,
  big = false,
}: {
  readonly attendance: AttendanceOfActivity;
  readonly big?: boolean;
}) {
  const { t } = useTranslation(['desk', 'duty']);
  const who = useWho();
  const format = useFormat();
  const mark = useChange(
    ({ volunteerId, state }: { volunteerId: string; state: string }) =>
      call(`/activities/${encodeURIComponent(attendance.activityId)}/attendance`, {
        method: 'POST',
        body: { entries: [{ volunteerId, state }] },
      }),
    ['/activities', '/duty-cards', '/duties'],
  );
  if (attendance.duties.length === 0) return <Empty title={t('attendance.nobody')} />;
  const may = who.is(...KEEPERS);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('attendance.list')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {t('attendance.list')}
        </Title>
        <Text fw={600} role="status" aria-live="polite">
          {t('attendance.here', { here: countIn(attendance), of: attendance.duties.length })}
        </Text>
      </Group>
      {attendance.duties.map((duty) => {
        const name = duty.name ?? duty.volunteerId;
        const state = duty.state === 'confirmed' ? 'checked-in' : duty.state;
        return (
          <Group
            key={`${duty.roleId} ${duty.volunteerId}`}
            py={6}
            gap="sm"
            style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}
          >
            <div style={{ flex: '1 1 160px' }}>
              <Text fw={550}>{name}</Text>
              <Text size="xs" c="dimmed">
                {duty.checkedInAt === null
                  ? t(`duty:state.${duty.state}`)
                  : t('attendance.times', {
                      from: format.time(duty.checkedInAt),
                      to: duty.checkedOutAt === null ? '' : format.time(duty.checkedOutAt),
                    })}
              </Text>
            </div>
            {may && duty.state !== 'confirmed' ? (
              <SegmentedControl
                size={big ? 'md' : 'sm'}
                aria-label={t('attendance.of', { name })}
                value={state}
                color={state === 'checked-in' ? 'jade' : state === 'no-show' ? 'cinnabar' : 'gray'}
                data={['checked-in', 'no-show', 'excused'].map((value) => ({
                  value,
                  label: t(`attendance.state.${value}`),
                }))}
                onChange={(value) =>
                  mark.mutate({ volunteerId: duty.volunteerId, state: value }, { onError: tellProblem })
                }
                disabled={mark.isPending}
              />
            ) : (
              <Text size="sm">{t(`duty:state.${duty.state}`)}</Text>
            )}
          </Group>
        );
      })}
    </Paper>
  );
}

interface CountsProps {
  readonly activityId: string;
  readonly count: AttendanceCount | null;
  readonly corrected: readonly AttendanceCount[];
}

function Counts({ activityId, count, corrected }: CountsProps) {
  const { t } = useTranslation(['desk', 'common']);
  const who = useWho();
  const format = useFormat();
  const [total, setTotal] = useState<number | string>(count?.total ?? '');
  const [volunteers, setVolunteers] = useState<number | string>(count?.volunteers ?? 0);
  const [migrants, setMigrants] = useState<number | string>(count?.migrants ?? '');
  const [reason, setReason] = useState('');
  const save = useChange(
    () =>
      call(`/activities/${encodeURIComponent(activityId)}/attendance-counts`, {
        method: 'POST',
        body: {
          total: Number(total),
          volunteers: Number(volunteers),
          migrants: migrants === '' ? null : Number(migrants),
          ...(count === null
            ? {}
            : { participantIds: count.participantIds, replaces: count.revision, reason: reason.trim() }),
        },
      }),
    ['/activities'],
    () => {
      setReason('');
      tell(t('common:state.saved'));
    },
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('counts.title')}>
      <Title order={2} size="h5">
        {t('counts.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {count === null
          ? t('counts.hint')
          : t('counts.known', {
              total: count.total,
              at: format.dateTime(count.countedAt),
              revision: count.revision,
            })}
      </Text>
      {who.is(...KEEPERS) && (
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <NumberInput
              label={t('counts.total')}
              value={total}
              onChange={setTotal}
              min={0}
              allowDecimal={false}
            />
            <NumberInput
              label={t('counts.volunteers')}
              value={volunteers}
              onChange={setVolunteers}
              min={0}
              allowDecimal={false}
            />
            <NumberInput
              label={t('counts.migrants')}
              value={migrants}
              onChange={setMigrants}
              min={0}
              allowDecimal={false}
            />
          </SimpleGrid>
          {count !== null && (
            <TextInput
              label={t('counts.reason')}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
              required
              maxLength={200}
            />
          )}
          {save.error !== null && <ProblemAlert error={save.error} />}
          <Group>
            <Button
              loading={save.isPending}
              disabled={total === '' || (count !== null && reason.trim() === '')}
              onClick={() => save.mutate(undefined)}
            >
              {count === null ? t('common:action.save') : t('counts.correct')}
            </Button>
          </Group>
        </Stack>
      )}
      {corrected.map(({ revision, total: before, countedAt }) => (
        <Text key={revision} size="xs" c="dimmed" mt={4}>
          {t('counts.before', { revision, total: before, at: format.dateTime(countedAt) })}
        </Text>
      ))}
    </Paper>
  );
}

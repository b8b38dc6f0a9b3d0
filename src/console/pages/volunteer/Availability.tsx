import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type VolunteerRead } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, useChange, useRead } from '../../api';
import { KeptWindows, Loaded, ProblemAlert, tell } from '../../ui';
import { WeekPainter } from '../../ui/WeekPainter';
import { ordinaryWeek, toGrid, toWindows, type WeekGrid } from '../../ui/weekGrid';
import { AddDated } from './AddDated';
import { BusyTimes } from './BusyTimes';
import { Limits, type LimitsValue } from './Limits';
import { Own, SettingsLink } from './Own';

/** When somebody can be asked: the usual week, single days, and how much at most. */
export default function Availability() {
  const { t } = useTranslation('volunteer');
  return (
    <Own title={t('free.title')} lead={t('free.lead')} actions={<SettingsLink />}>
      {(volunteerId) => <Read volunteerId={volunteerId} />}
    </Own>
  );
}

function Read({ volunteerId }: { readonly volunteerId: string }) {
  const found = useRead<VolunteerRead>(`/volunteers/${encodeURIComponent(volunteerId)}`);
  return (
    <Loaded of={found} rows={12}>
      {(volunteer) => <Editor key={volunteer.version} volunteer={volunteer} />}
    </Loaded>
  );
}

function Editor({ volunteer }: { readonly volunteer: VolunteerRead }) {
  const { t } = useTranslation(['volunteer', 'common']);
  const [grid, setGrid] = useState<WeekGrid>(() => toGrid(volunteer.availability));
  const [limits, setLimits] = useState<LimitsValue>({
    limits: volunteer.limits,
    minRestMinutes: volunteer.minRestMinutes,
  });
  const [touched, setTouched] = useState(false);
  const path = `/volunteers/${encodeURIComponent(volunteer.id)}`;
  const save = useChange(
    () =>
      call<VolunteerRead>(path, {
        method: 'PATCH',
        version: volunteer.version,
        body: {
          availability: toWindows(grid),
          limits: limits.limits,
          minRestMinutes: limits.minRestMinutes ?? null,
        },
      }),
    [],
    () => tell(t('common:state.saved')),
  );
  const reread = useChange(() => Promise.resolve(), [path]);
  const stale = save.error instanceof ApiProblem && save.error.status === 412;
  const change = (next: Partial<WeekGrid>) => {
    setGrid({ ...grid, ...next });
    setTouched(true);
  };
  // Where other windows cover a half hour too, only an explicit word takes it out.
  const brushes = ['available', 'preferred', 'avoid', grid.kept.length > 0 ? 'unavailable' : null] as const;
  return (
    <Stack>
      <Group
        justify="space-between"
        py="xs"
        style={{ position: 'sticky', top: 58, zIndex: 5, background: 'var(--heli-ground)' }}
      >
        <Text size="sm" c={touched ? 'cinnabar.7' : 'dimmed'} role="status">
          {touched ? t('free.unsaved') : t('free.upToDate')}
        </Text>
        <Button
          size="md"
          disabled={!touched}
          loading={save.isPending}
          onClick={() => save.mutate(undefined, { onSuccess: () => reread.mutate(undefined) })}
        >
          {t('common:action.save')}
        </Button>
      </Group>
      {save.error !== null && <ProblemAlert error={save.error} />}
      {stale && (
        <Alert color="amber" title={t('free.stale')}>
          <Button variant="light" onClick={() => reread.mutate(undefined)}>
            {t('free.reread')}
          </Button>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Paper withBorder p={{ base: 'xs', sm: 'md' }} component="section" aria-label={t('free.week')}>
          <Title order={2} size="h4" mb="xs">
            {t('free.week')}
          </Title>
          <WeekPainter
            label={t('free.week')}
            cells={grid.cells}
            onChange={(cells) => change({ cells })}
            brushes={brushes}
            under={ordinaryWeek(grid.kept)}
          />
          {grid.kept.length > 0 && (
            <>
              <Title order={3} size="h6" mt="md" mb={4}>
                {t('free.kept')}
              </Title>
              <KeptWindows
                windows={grid.kept}
                onRemove={(index) => change({ kept: grid.kept.toSpliced(index, 1) })}
              />
            </>
          )}
        </Paper>
        <Stack>
          <Paper withBorder p="md" component="section" aria-label={t('free.dated')}>
            <Title order={2} size="h4" mb="xs">
              {t('free.dated')}
            </Title>
            <Text size="sm" c="dimmed" mb="sm">
              {t('free.datedHint')}
            </Text>
            <KeptWindows
              windows={grid.dated}
              onRemove={(index) => change({ dated: grid.dated.toSpliced(index, 1) })}
              first={30}
            />
            <AddDated
              onAdd={(window) =>
                change({ dated: [...grid.dated, window].sort((a, b) => a.start.localeCompare(b.start)) })
              }
            />
          </Paper>
          <BusyTimes volunteerId={volunteer.id} disabled={touched} />
          <Limits
            value={limits}
            onChange={(next) => {
              setLimits(next);
              setTouched(true);
            }}
          />
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

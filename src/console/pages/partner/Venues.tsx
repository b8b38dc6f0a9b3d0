import { Button, Group, Modal, NumberInput, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type VenueRead } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, useAll, useChange } from '../../api';
import { Empty, KeptWindows, Loaded, ProblemAlert, tell } from '../../ui';
import { WeekPainter } from '../../ui/WeekPainter';
import { ordinaryWeek, toGrid, toWindows } from '../../ui/weekGrid';
import { Exceptions } from './Exceptions';

export function Venues({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('partner');
  const found = useAll<VenueRead>('/venues', { ownerUnitId: unitId });
  return (
    <Loaded of={found}>
      {(venues) =>
        venues.length === 0 ? (
          <Empty title={t('venues.none')}>{t('venues.noneHint')}</Empty>
        ) : (
          <Stack>
            {venues.map((venue) => (
              <Venue key={venue.id} venue={venue} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Venue({ venue }: { readonly venue: VenueRead }) {
  const { t } = useTranslation('partner');
  return (
    <Paper withBorder p="md" component="section" aria-label={venue.name}>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2} size="h4">
            {venue.name}
          </Title>
          <Text size="sm" c="dimmed">
            {t('venues.facts', {
              capacity: venue.capacity,
              before: venue.bufferBeforeMinutes,
              after: venue.bufferAfterMinutes,
            })}
            {venue.needsConfirmation ? ` · ${t('venues.needsConfirmation')}` : ''}
          </Text>
        </div>
        <OpeningEditor key={venue.version} venue={venue} />
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <div>
          <Title order={3} size="h6" mb={4}>
            {t('venues.opening')}
          </Title>
          <KeptWindows of="opening" windows={venue.opening.filter(({ type }) => type === 'weekly')} />
        </div>
        <Exceptions venueId={venue.id} />
      </SimpleGrid>
    </Paper>
  );
}

function OpeningEditor({ venue }: { readonly venue: VenueRead }) {
  const { t } = useTranslation(['partner', 'common']);
  const [opened, { open, close }] = useDisclosure(false);
  const [grid, setGrid] = useState(() => toGrid(venue.opening));
  const [capacity, setCapacity] = useState<number | string>(venue.capacity);
  const [before, setBefore] = useState<number | string>(venue.bufferBeforeMinutes);
  const [after, setAfter] = useState<number | string>(venue.bufferAfterMinutes);
  const save = useChange(
    () =>
      call(`/venues/${encodeURIComponent(venue.id)}`, {
        method: 'PATCH',
        version: venue.version,
        body: {
          opening: toWindows(grid),
          capacity: Number(capacity),
          bufferBeforeMinutes: Number(before),
          bufferAfterMinutes: Number(after),
        },
      }),
    ['/venues'],
    () => {
      tell(t('common:state.saved'));
      close();
    },
  );
  const stale = save.error instanceof ApiProblem && save.error.status === 412;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('venues.edit')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="xl"
        title={venue.name}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <NumberInput
              label={t('venues.capacity')}
              value={capacity}
              onChange={setCapacity}
              min={0}
              allowDecimal={false}
            />
            <NumberInput
              label={t('venues.before')}
              value={before}
              onChange={setBefore}
              min={0}
              step={5}
              allowDecimal={false}
            />
            <NumberInput
              label={t('venues.after')}
              value={after}
              onChange={setAfter}
              min={0}
              step={5}
              allowDecimal={false}
            />
          </SimpleGrid>
          <WeekPainter
            label={t('venues.opening')}
            of="opening"
            under={ordinaryWeek(grid.kept)}
            cells={grid.cells}
            onChange={(cells) => setGrid({ ...grid, cells })}
            brushes={
              grid.kept.length > 0 ? ['available', 'avoid', 'unavailable'] : ['available', 'avoid', null]
            }
          />
          {grid.kept.length > 0 && (
            <>
              <Text fw={600} size="sm">
                {t('venues.kept')}
              </Text>
              <KeptWindows
                of="opening"
                windows={grid.kept}
                onRemove={(index) => setGrid({ ...grid, kept: grid.kept.toSpliced(index, 1) })}
              />
            </>
          )}
          {save.error !== null && <ProblemAlert error={save.error} />}
          {stale && <Text size="sm">{t('venues.stale')}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button loading={save.isPending} onClick={() => save.mutate(undefined)}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

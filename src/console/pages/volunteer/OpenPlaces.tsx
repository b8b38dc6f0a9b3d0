import { Badge, Button, Group, List, Paper, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { IconMapPin, IconUser } from '@tabler/icons-react';
import { type PlaceView, type SignedUp, type WaitingView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeason } from '../../app/seasons';
import { call, useAll, useChange, usePages } from '../../api';
import { Empty, KindBadge, Loaded, Loading, More, tell, tellProblem, useFormat } from '../../ui';
import { Fact } from './DutyItem';

const TOUCHES = ['/open-places', '/duty-cards', '/duties', '/wait-list'];

/** Places that are to be had, those that fit first; with all that is in the way of the others. */
export function OpenPlaces({ volunteerId }: { readonly volunteerId: string }) {
  const { t } = useTranslation('volunteer');
  const { season, loading } = useSeason();
  const [all, setAll] = useState(false);
  const waits = useAll<WaitingView>('/wait-list', { volunteerId, state: 'waiting' }).data ?? [];
  const found = usePages<PlaceView>(season === null ? null : '/open-places', {
    seasonId: season?.id,
    volunteerId,
    full: all || waits.length > 0 ? true : undefined,
    limit: 60,
  });
  if (loading) return <Loading />;
  if (season === null) return <Empty title={t('open.noSeason')} />;
  const places = found.rows.filter(
    ({ canSignUp, own, reasons }) =>
      own.dutyId === null &&
      !reasons.some(({ code }) => code === 'serves-already') &&
      (all || canSignUp || own.waitingId !== null),
  );
  const waiting = places.filter(({ own }) => own.waitingId !== null);
  const rest = places.filter(({ own }) => own.waitingId === null);
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed" size="sm">
          {t('open.lead')}
        </Text>
        <Switch
          label={t('open.all')}
          checked={all}
          onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          size="md"
        />
      </Group>
      <Loaded of={{ ...found, data: found.data?.pages }}>
        {() => (
          <>
            {places.length === 0 && <Empty title={t('open.none')}>{t('open.noneHint')}</Empty>}
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {[...waiting, ...rest].map((place) => (
                <Place key={`${place.activityId} ${place.roleId}`} place={place} />
              ))}
            </SimpleGrid>
            <More of={found}>{t('open.later')}</More>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Place({ place }: { readonly place: PlaceView }) {
  const { t } = useTranslation('volunteer');
  const format = useFormat(place.timeZone);
  const signUp = useChange(
    () =>
      call<SignedUp>(
        `/activities/${encodeURIComponent(place.activityId)}/roles/${encodeURIComponent(place.roleId)}/sign-up`,
        { method: 'POST', body: {} },
      ),
    TOUCHES,
    ({ outcome, waiting }) =>
      tell(
        outcome === 'taken'
          ? t('open.taken', { title: place.title })
          : t('open.queued', { position: waiting?.position ?? 1 }),
      ),
  );
  const leave = useChange(
    () => call(`/wait-list/${place.own.waitingId ?? ''}`, { method: 'DELETE' }),
    TOUCHES,
    () => tell(t('open.left')),
  );
  const { waitingId, position } = place.own;
  return (
    <Paper withBorder p="md" radius="lg" component="article" aria-label={place.title}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="xs">
          <KindBadge kind={place.kind} />
          <Badge variant="light" color={place.open > 0 ? 'jade' : 'gray'} tt="none">
            {place.open > 0 ? t('open.places', { count: place.open }) : t('open.full')}
          </Badge>
        </Group>
        <div>
          <Title order={3} size="h5">
            {place.title}
          </Title>
          <Text fw={600} c="jade.8">
            {format.span(place.start, place.end)}
          </Text>
        </div>
        <Stack gap={6} flex={1}>
          <Fact icon={<IconMapPin size={16} />} label={t('fact.where')}>
            {place.venue ?? t('fact.outside', { community: place.community })}
          </Fact>
          <Fact icon={<IconUser size={16} />} label={t('fact.role')}>
            {place.role}
          </Fact>
          {place.reasons.length > 0 && !place.canSignUp && (
            <div>
              <Text size="sm" fw={600} c="cinnabar.7">
                {t('open.why')}
              </Text>
              <List size="sm">
                {place.reasons.map(({ code, message }) => (
                  <List.Item key={code}>{message}</List.Item>
                ))}
              </List>
            </div>
          )}
        </Stack>
        {waitingId !== null ? (
          <Group justify="space-between">
            <Text size="sm">{t('open.position', { position: position ?? 1 })}</Text>
            <Button
              variant="default"
              size="md"
              loading={leave.isPending}
              onClick={() => leave.mutate(undefined, { onError: tellProblem })}
            >
              {t('open.leave')}
            </Button>
          </Group>
        ) : (
          (place.canSignUp || place.canWait) && (
            <Button
              size="md"
              variant={place.canSignUp ? 'filled' : 'light'}
              loading={signUp.isPending}
              onClick={() => signUp.mutate(undefined, { onError: tellProblem })}
            >
              {place.canSignUp ? t('open.signUp') : t('open.wait')}
            </Button>
          )
        )}
      </Stack>
    </Paper>
  );
}

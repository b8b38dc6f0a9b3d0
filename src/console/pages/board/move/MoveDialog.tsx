import {
  type Answered,
  type Change,
  type PinRead,
  type PlanView,
  type SeasonRead,
  type VenueRead,
} from '@heli/contracts';
import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange, useRead } from '~/api';
import { DECIDERS, useWho } from '~/app/who';
import { Confirm, Loading, ProblemAlert, tell } from '~/ui';
import { DifferenceList } from '~/ui/answers/DifferenceList';
import { NoPlan } from '~/ui/answers/Impossible';
import { SavedPlan } from '~/ui/answers/SavedPlan';
import { TierTable } from '~/ui/answers/TierTable';
import { useSavedReplan } from '~/ui/answers/useSavedReplan';
import { clockOf, instantOf, localDateOf } from '~/ui/zone';
import { type Entry } from '../model';
import { type Place } from '../rows';
import { type Words } from '../useWords';
import { moveChanges, venueChoices } from './changes';

interface Props {
  readonly season: SeasonRead;
  readonly plan: PlanView;
  readonly entry: Entry;
  readonly venues: readonly VenueRead[];
  readonly proposal: Place;
  readonly zone: string;
  readonly words: Words;
  readonly onChange: (place: Place) => void;
  readonly onClose: () => void;
}

const TYPING_MS = 500;

/** The exact price of changes, by solving again. */
function useWhatIf(planId: string, changes: readonly Change[]) {
  return useQuery<Answered<'what-if'>>({
    queryKey: [`/plans/${encodeURIComponent(planId)}/what-if`, changes],
    queryFn: ({ signal }) =>
      call<Answered<'what-if'>>(`/plans/${encodeURIComponent(planId)}/what-if`, {
        method: 'POST',
        body: { format: 'heli-changes/1', changes },
        signal,
      }),
    enabled: changes.length > 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

function WhenAndWhere({
  entry,
  venues,
  proposal,
  zone,
  words,
  onChange,
}: Pick<Props, 'entry' | 'venues' | 'proposal' | 'zone' | 'words' | 'onChange'>) {
  const { t } = useTranslation('board');
  const { activity } = entry;
  const date = localDateOf(proposal.start, zone);
  const clock = clockOf(proposal.start, zone);
  const put = (newDate: string, newClock: string) => {
    if (newDate === '' || newClock === '') return;
    onChange({ ...proposal, start: instantOf(newDate, newClock, zone) });
  };
  const starts = activity.candidateStarts.map((start) => Date.parse(start)).sort((a, b) => a - b);
  const wantsVenue = activity.venue !== null && activity.venue !== undefined;
  const choices = venueChoices(activity, venues);
  const chosen = venues.find(({ id }) => id === proposal.venueId);
  const listed =
    chosen === undefined || choices.some(({ venue }) => venue.id === chosen.id)
      ? choices
      : [...choices, { venue: chosen, fits: false }];
  return (
    <Stack gap="sm">
      <Group grow preventGrowOverflow={false} align="flex-end">
        <TextInput
          type="date"
          label={t('move.date')}
          value={date}
          onChange={({ currentTarget: { value } }) => put(value, clock)}
          data-autofocus
        />
        <TextInput
          type="time"
          label={t('move.time')}
          value={clock}
          step={900}
          onChange={({ currentTarget: { value } }) => put(date, value)}
        />
      </Group>
      {starts.length > 1 && (
        <Select
          label={t('move.candidates')}
          placeholder={t('move.otherTime')}
          data={starts.map((start) => ({
            value: String(start),
            label: words.format.dateTime(new Date(start).toISOString()),
          }))}
          value={starts.includes(proposal.start) ? String(proposal.start) : null}
          onChange={(value) => value !== null && onChange({ ...proposal, start: Number(value) })}
        />
      )}
      {wantsVenue && (
        <Select
          label={t('drawer.venue')}
          description={t('move.venueHint')}
          data={[
            { value: '', label: t('move.anyVenue') },
            ...listed.map(({ venue, fits }) => ({
              value: venue.id,
              label: t(fits ? 'move.venueFits' : 'move.venueLess', {
                name: venue.name,
                capacity: venue.capacity,
              }),
            })),
          ]}
          value={proposal.venueId ?? ''}
          onChange={(value) =>
            onChange({ ...proposal, venueId: value === null || value === '' ? null : value })
          }
          searchable
          allowDeselect={false}
        />
      )}
    </Stack>
  );
}

/** What a council decides so that every later computation keeps to it. */
function usePinned({ season, entry, proposal, onClose }: Props) {
  const { t } = useTranslation('board');
  const { activity } = entry;
  const pinsAt = `/seasons/${encodeURIComponent(season.id)}/pins`;
  const known = useRead<{ readonly items: readonly PinRead[] }>(pinsAt, { activityId: activity.id });
  const held = (known.data?.items ?? []).filter(({ pin }) => pin.type === 'hold-activity');
  const decide = useChange<string, PinRead>(
    async (reason) => {
      const start = new Date(proposal.start).toISOString();
      if (!activity.candidateStarts.some((one) => Date.parse(one) === proposal.start)) {
        await call(`/activities/${encodeURIComponent(activity.id)}`, {
          method: 'PATCH',
          version: activity.version,
          body: { candidateStarts: [...activity.candidateStarts, start] },
        });
      }
      for (const { id, version } of held) {
        await call(`${pinsAt}/${encodeURIComponent(id)}`, { method: 'DELETE', version });
      }
      return call<PinRead>(pinsAt, {
        method: 'POST',
        body: {
          pin: {
            type: 'hold-activity',
            activityId: activity.id,
            start,
            ...(proposal.venueId === null ? {} : { venueId: proposal.venueId }),
          },
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      });
    },
    ['/activities', pinsAt],
    () => {
      tell(t('move.decided'));
      onClose();
    },
  );
  return { held, decide };
}

/**
 * Another time or venue, tried before it is decided: what breaks, what it costs aim by aim and who changes. The same for a
 * card that was dragged and for whoever chooses from lists.
 */
export function MoveDialog(props: Props) {
  const { t } = useTranslation(['board', 'common', 'answers']);
  const { season, plan, entry, venues, proposal, onClose } = props;
  const who = useWho();
  const [reason, setReason] = useState('');
  const [settled] = useDebouncedValue(proposal, TYPING_MS);
  const same =
    settled.start === entry.start && settled.venueId === entry.venueId && entry.standing === 'held';
  const venue = venues.find(({ id }) => id === settled.venueId);
  const changes = same ? [] : moveChanges(entry.activity, settled, venue);
  const asked = useWhatIf(plan.id, changes);
  const saving = useSavedReplan(season, plan);
  const { held, decide } = usePinned(props);
  const answer = asked.data?.answer;
  const possible = answer?.kind === 'possible' && settled === proposal;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={
        <Text fw={650} component="span">
          {t('move.title', { activity: entry.activity.title })}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Stack gap="md">
        <WhenAndWhere {...props} />
        {held.length > 0 && (
          <Alert color="amber" icon={<IconInfoCircle size={18} />}>
            {t('move.heldAlready')}
          </Alert>
        )}
        <section aria-live="polite">
          <Title order={3} size="h6" mb={6}>
            {t('move.effect')}
          </Title>
          {same && (
            <Text size="sm" c="dimmed">
              {t('move.same')}
            </Text>
          )}
          {!same && asked.isFetching && (
            <>
              <Text size="sm" c="dimmed">
                {t('move.checking')}
              </Text>
              <Loading rows={3} />
            </>
          )}
          {asked.error !== null && <ProblemAlert error={asked.error} retry={() => void asked.refetch()} />}
          {answer !== undefined && answer.kind !== 'possible' && (
            <NoPlan answer={answer} seasonId={season.id} />
          )}
          {answer?.kind === 'possible' && (
            <Stack gap="xs">
              <TierTable tiers={answer.tiers} levelsKept={answer.levelsKept} />
              <DifferenceList difference={answer.difference} seasonId={season.id} />
            </Stack>
          )}
        </section>
        {saving.error !== null && <ProblemAlert error={saving.error} />}
        {saving.data !== undefined && (
          <SavedPlan
            replanned={saving.data}
            seasonId={season.id}
            mayBeStale={changes.some(({ type }) => type !== 'hold-activity')}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {saving.data === undefined ? t('move.undo') : t('common:action.close')}
          </Button>
          {who.is(...DECIDERS) && possible && (
            <Confirm
              variant="light"
              label={t('move.pin')}
              title={t('move.pinTitle')}
              confirmLabel={t('move.pin')}
              onConfirm={() => decide.mutateAsync(reason)}
            >
              <Text size="sm">{t('move.pinText')}</Text>
              <TextInput
                label={t('move.reason')}
                value={reason}
                maxLength={200}
                onChange={({ currentTarget: { value } }) => setReason(value)}
              />
            </Confirm>
          )}
          {possible && saving.data === undefined && (
            <Button loading={saving.isPending} onClick={() => saving.mutate(changes)}>
              {t('move.ask')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

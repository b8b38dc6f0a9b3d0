import { type SeasonRead } from '@heli/contracts';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconPlus } from '@tabler/icons-react';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSeason, useSeasons } from '~/app/seasons';
import { STAFF, useWho } from '~/app/who';
import { Empty, Loaded, NotFound, Page, tellProblem, Waiting } from '~/ui';
import { useNow } from '~/ui/useNow';
import { prepared } from '~/ui/prepared';
import { PlanSelect } from '~/ui/PlanSelect';
import { Agenda } from './Agenda';
import { byDay } from './byDay';
import { boundsOf } from './days';
import { ActivityDrawer } from './drawer/ActivityDrawer';
import { ActivityForm } from './form/ActivityForm';
import { type Entry, hasGap, matches, totalsOf } from './model';
import { Legend } from './Legend';
import { MoveDialog } from './move/MoveDialog';
import { NO_VENUE, type Place, type Row } from './rows';
import { Toolbar } from './Toolbar';
import { useBoard } from './useBoard';
import { useView } from './useView';
import { useWords } from './useWords';

const Timeline = prepared(() => import('./Timeline'));
/** What is told of where it is drawn. */
const leave = (): undefined => undefined;

/** Settles when all is there that the board of this address is drawn with. */
export const ready = (): Promise<unknown> => (byDay() ? Promise.resolve() : Timeline.prepare().catch(leave));

const NONE: readonly Entry[] = [];

function Totals({ entries }: { readonly entries: readonly Entry[] }) {
  const { t } = useTranslation('board');
  const totals = totalsOf(entries);
  const parts = [
    ...(totals.held > 0 ? [t('totals.held', { count: totals.held })] : []),
    ...(totals.target > 0 ? [t('totals.filled', { filled: totals.filled, target: totals.target })] : []),
    ...(totals.tentative > 0 ? [t('totals.tentative', { count: totals.tentative })] : []),
    ...(totals.unconfirmed > 0 ? [t('totals.unconfirmed', { count: totals.unconfirmed })] : []),
  ];
  return (
    <Group gap="xs" role="status">
      <Text size="sm">{parts.join(' · ')}</Text>
      {totals.withGaps > 0 && (
        <Badge tt="none" color="cinnabar" variant="light">
          {t('totals.withGaps', { count: totals.withGaps })}
        </Badge>
      )}
      {totals.dropped > 0 && (
        <Badge tt="none" color="cinnabar" variant="filled">
          {t('totals.dropped', { count: totals.dropped })}
        </Badge>
      )}
    </Group>
  );
}

function SeasonBoard({ season }: { readonly season: SeasonRead }) {
  const { t } = useTranslation(['board', 'common']);
  const who = useWho();
  const board = useBoard(season);
  const view = useView(season, board.zone);
  const words = useWords(board.zone);
  const asTimeline = view.view === 'timeline';
  useEffect(() => {
    // Beside the lists, not after them; where it fails, drawing it tells so.
    if (asTimeline) Timeline.prepare().catch(tellProblem);
  }, [asTimeline]);
  const [proposal, setProposal] = useState<Place | null>(null);
  const [form, setForm] = useState<{ readonly activityId: string | null } | null>(null);
  const now = useNow();
  const { communities, venues } = board;
  const entries = board.entries ?? NONE;
  const communityName = useCallback(
    (id: string) => communities.find((one) => one.id === id)?.name ?? id,
    [communities],
  );
  const venueName = useCallback((id: string) => venues.find((one) => one.id === id)?.name ?? id, [venues]);
  const matching = useMemo(
    () => entries.filter((entry) => matches(entry, view.filter, venueName)),
    [entries, view.filter, venueName],
  );
  const bounds = boundsOf(view.window, board.zone);
  const inWindow = useMemo(
    () => matching.filter(({ start, end }) => end > bounds.start && start < bounds.end),
    [matching, bounds.start, bounds.end],
  );
  const byVenue = view.grouping === 'venue';
  const rowOf = useCallback(
    ({ activity, venueId }: Pick<Entry, 'activity' | 'venueId'>) =>
      byVenue ? (venueId ?? NO_VENUE) : activity.communityId,
    [byVenue],
  );
  const rows = useMemo<Row[]>(() => {
    const ids = byVenue
      ? [...venues.map(({ id }) => id), NO_VENUE]
      : season.communityIds.filter(
          (id) => view.filter.communities.length === 0 || view.filter.communities.includes(id),
        );
    const all = new Map<string, Entry[]>();
    // Of a hundred venues only those that are used in what is in sight.
    for (const entry of byVenue ? inWindow : matching)
      all.set(rowOf(entry), [...(all.get(rowOf(entry)) ?? []), entry]);
    return ids
      .filter((id) => !byVenue || all.has(id))
      .map((id) => {
        const here = all.get(id) ?? [];
        const gaps = here.filter(hasGap).length;
        return {
          id,
          name: !byVenue ? communityName(id) : id === NO_VENUE ? t('noVenue') : venueName(id),
          note: t('common:count.activities', { count: here.length }),
          alarm: gaps === 0 ? '' : t('gaps', { count: gaps }),
        };
      });
  }, [
    byVenue,
    venues,
    season.communityIds,
    view.filter.communities,
    matching,
    inWindow,
    rowOf,
    communityName,
    venueName,
    t,
  ]);
  const { set } = view;
  const open = useCallback((activity: string | null) => set({ activity }), [set]);
  const selected = entries.find(({ activity }) => activity.id === view.activityId) ?? null;
  const proposed = entries.find(({ activity }) => activity.id === proposal?.activityId);
  const mayMove = who.is(...STAFF) && board.plan !== null && board.plan.state !== 'superseded';
  const lived = board.plan?.state === 'published';
  const movable = useCallback(
    (entry: Entry) => mayMove && (!lived || entry.start > now),
    [mayMove, lived, now],
  );
  return (
    <Page
      title={t('title')}
      lead={
        <Group gap="xs">
          <Text span>{season.name}</Text>
          {board.plan === null && board.entries !== undefined && (
            <Badge tt="none" color="amber" variant="light">
              {t('noPlan')}
            </Badge>
          )}
        </Group>
      }
      actions={
        <>
          <PlanSelect plans={board.choice.plans} plan={board.plan} onChoose={board.choice.choose} />
          {board.plan !== null && (
            <Button
              component={Link}
              to={`/seasons/${encodeURIComponent(season.id)}/open?plan=${encodeURIComponent(board.plan.id)}`}
              variant="default"
              leftSection={<IconAlertCircle size={17} aria-hidden />}
            >
              {t('common:nav.open')}
            </Button>
          )}
          {who.is(...STAFF) && (
            <Button
              leftSection={<IconPlus size={17} aria-hidden />}
              onClick={() => setForm({ activityId: null })}
            >
              {t('add')}
            </Button>
          )}
        </>
      }
    >
      <Toolbar
        view={view}
        zone={board.zone}
        format={words.format}
        communities={communities.filter(({ id }) => season.communityIds.includes(id))}
      />
      <Loaded of={board.asked} rows={10}>
        {(all) =>
          all.length === 0 ? (
            <Empty
              title={t('empty.season')}
              action={
                who.is(...STAFF) ? (
                  <Button mt="sm" onClick={() => setForm({ activityId: null })}>
                    {t('add')}
                  </Button>
                ) : undefined
              }
            >
              {t('empty.seasonHint')}
            </Empty>
          ) : (
            <Stack gap="sm">
              <Totals entries={inWindow} />
              {matching.length === 0 ? (
                <Empty
                  title={t('common:state.noMatch')}
                  action={
                    <Button
                      mt="sm"
                      variant="light"
                      onClick={() => view.set({ kind: null, community: null, gaps: null, q: null })}
                    >
                      {t('clearFilters')}
                    </Button>
                  }
                />
              ) : view.view === 'agenda' ? (
                <Agenda
                  entries={inWindow}
                  zone={board.zone}
                  marks={board.marks}
                  words={words}
                  communityName={communityName}
                  venueName={venueName}
                  onOpen={open}
                />
              ) : (
                <Suspense fallback={<Waiting />}>
                  <Timeline
                    label={t('timeline', { season: season.name })}
                    rowsLabel={t('by.label')}
                    entries={matching}
                    rows={rows}
                    rowOf={rowOf}
                    window={view.window}
                    zoom={view.zoom}
                    zone={board.zone}
                    marks={board.marks}
                    words={words}
                    communityName={communityName}
                    venueName={venueName}
                    movable={movable}
                    rowsAreVenues={byVenue}
                    proposal={proposal}
                    onOpen={open}
                    onMove={setProposal}
                  />
                </Suspense>
              )}
              <Legend movable={mayMove && view.view === 'timeline'} />
            </Stack>
          )
        }
      </Loaded>
      <ActivityDrawer
        season={season}
        entry={selected}
        plan={board.plan}
        document={board.document}
        zone={board.zone}
        words={words}
        onClose={() => open(null)}
        onOpen={open}
        onMove={
          mayMove && selected !== null && movable(selected)
            ? (entry) =>
                setProposal({ activityId: entry.activity.id, start: entry.start, venueId: entry.venueId })
            : null
        }
        onEdit={who.is(...STAFF) ? (entry) => setForm({ activityId: entry.activity.id }) : null}
      />
      {proposed !== undefined && proposal !== null && board.plan !== null && (
        <MoveDialog
          key={proposal.activityId}
          season={season}
          plan={board.plan}
          entry={proposed}
          venues={venues}
          proposal={proposal}
          zone={board.zone}
          words={words}
          onChange={setProposal}
          onClose={() => setProposal(null)}
        />
      )}
      {form !== null && (
        <ActivityForm
          season={season}
          activity={entries.find(({ activity }) => activity.id === form.activityId)?.activity ?? null}
          communities={communities}
          venues={venues}
          zone={board.zone}
          onClose={() => setForm(null)}
          onSaved={open}
        />
      )}
    </Page>
  );
}

export default function Board() {
  const { season, none } = useSeason();
  const asked = useSeasons();
  if (none) return <NotFound />;
  return (
    <Loaded of={asked}>
      {() => (season === null ? <NotFound /> : <SeasonBoard key={season.id} season={season} />)}
    </Loaded>
  );
}

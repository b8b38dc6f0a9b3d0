import { Alert, Button, Group, List, Paper, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPlayerStop } from '@tabler/icons-react';
import { type PlanView, type RunView, type TierName } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { call, useChange, useRead } from '~/api';
import { STAFF, useWho } from '~/app/who';
import { Confirm, type Format, Loaded, Page, ProblemAlert, tell, useFormat } from '~/ui';
import { pathOf, useSeasonId, useZone } from '../common/season';
import { BackTo, Figure, gapText, RunStateBadge } from '../common/words';
import { Aims } from './Aims';
import { aimNow, aimsNow, gapNow, type Moment, phasesOf } from './curve';
import { CurvePanel } from './CurvePanel';
import { Phases } from './Phases';
import { isOver, useLiveRun, useNow } from './useLiveRun';

/** A computation while it goes on, and how it ended. */
export default function RunPage() {
  const { t } = useTranslation('runs');
  const { runId = '' } = useParams();
  const seasonId = useSeasonId();
  const format = useFormat(useZone(seasonId));
  const { asked, curve, watched, lost, again } = useLiveRun(runId, seasonId);
  return (
    <Page
      title={t('live.title')}
      lead={<BackTo to={pathOf(seasonId, 'runs')}>{t('list.title')}</BackTo>}
      actions={asked.data !== undefined && !isOver(asked.data) ? <Stop run={asked.data} /> : undefined}
    >
      <Loaded of={asked}>
        {(run) => (
          <Stack gap="lg">
            {lost !== null && !isOver(run) && <ProblemAlert error={lost} retry={again} />}
            <Ended run={run} seasonId={seasonId} focus={watched} />
            <State
              run={run}
              seen={phasesOf(curve)}
              last={gapNow(curve) ?? run.progress?.gap ?? null}
              format={format}
            />
            {(curve.length > 0 || !isOver(run)) && <Closing run={run} curve={curve} format={format} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** The aims one by one, and the curve of the one that is being proven or was asked for. */
function Closing({
  run,
  curve,
  format,
}: {
  readonly run: RunView;
  readonly curve: readonly Moment[];
  readonly format: Format;
}) {
  const [asked, setAsked] = useState<TierName | null>(null);
  const aims = aimsNow(curve);
  const now = aimNow(curve);
  const shown = asked ?? now;
  return (
    <>
      {aims.length > 0 && (
        <Aims aims={aims} now={now} shown={shown} over={isOver(run)} format={format} onShow={setAsked} />
      )}
      <CurvePanel run={run} curve={curve} aim={shown} format={format} />
    </>
  );
}

function Stop({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('runs');
  const who = useWho();
  const stop = useChange<undefined, RunView>(
    () => call(`/runs/${encodeURIComponent(run.id)}`, { method: 'DELETE' }),
    [`/runs/${encodeURIComponent(run.id)}`],
    () => tell(t('live.stopping')),
  );
  if (!who.is(...STAFF)) return null;
  return (
    <Confirm
      label={t('live.stop')}
      title={t('live.stopTitle')}
      confirmLabel={t('live.stop')}
      color="cinnabar"
      variant="light"
      leftSection={<IconPlayerStop size={18} />}
      disabled={run.cancelRequested}
      loading={stop.isPending}
      onConfirm={() => stop.mutateAsync(undefined)}
    >
      <Text size="sm">{t('live.stopText')}</Text>
    </Confirm>
  );
}

function State({
  run,
  last,
  seen,
  format,
}: {
  readonly run: RunView;
  readonly seen: ReturnType<typeof phasesOf>;
  /** The gap that was last heard of. */
  readonly last: number | null;
  readonly format: Format;
}) {
  const { t } = useTranslation('runs');
  const over = isOver(run);
  const plan = useRead<PlanView>(
    over && run.planId !== null ? `/plans/${encodeURIComponent(run.planId)}` : null,
  );
  // Once it is over, what is proven of all aims counts, not only of the leading ones.
  const gap = over ? (plan.data?.gap ?? null) : last;
  const now = useNow(!over && run.startedAt !== null);
  const { progress } = run;
  const until = run.finishedAt === null ? now : Date.parse(run.finishedAt);
  const elapsed =
    run.startedAt === null ? 0 : Math.max(0, Math.round((until - Date.parse(run.startedAt)) / 1000));
  const askedText = ({ request }: RunView): string => {
    const { gap: wanted, limits } = request as {
      readonly gap?: number;
      readonly limits?: { readonly timeMs?: number };
    };
    return [
      t('live.askedGap', { gap: gapText(wanted ?? 0, format) }),
      ...(limits?.timeMs === undefined
        ? []
        : [t('live.askedTime', { seconds: format.number(limits.timeMs / 1000) })]),
    ].join(t('live.and'));
  };
  const [done, total] = [progress?.blocksDone ?? 0, progress?.blocksTotal ?? 0];
  const percent = total === 0 ? 0 : (100 * done) / total;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('live.progress')}>
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="sm">
            <RunStateBadge state={run.state} />
            <Text size="sm" c="dimmed" role="status">
              {over
                ? askedText(run)
                : progress === null
                  ? t('list.queued')
                  : t(`phase.${progress.phase}.text`)}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {t('live.startedAt', { at: format.dateTime(run.startedAt ?? run.createdAt) })}
          </Text>
        </Group>
        <Phases phase={progress?.phase ?? null} seen={seen} over={run.state === 'succeeded'} />
        <Progress
          value={run.state === 'succeeded' ? 100 : percent}
          size="lg"
          animated={!over}
          aria-label={t('live.blocks')}
        />
        <SimpleGrid cols={{ base: 2, sm: 3 }}>
          <Figure label={t('live.elapsed')} value={t('seconds', { count: elapsed })} />
          <Figure
            label={t('live.blocks')}
            value={total === 0 ? '–' : `${format.number(done)} / ${format.number(total)}`}
            note={t('live.blocksHint')}
          />
          <Figure
            label={t('live.gap')}
            value={gap === null ? '–' : gapText(gap, format)}
            note={
              gap === null
                ? t(over ? 'live.noPlan' : 'live.noGap')
                : gap === 0
                  ? t(over ? 'live.optimal' : 'live.closed')
                  : t('live.gapHint', { gap: gapText(gap, format) })
            }
          />
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}

function Ended({
  run,
  seasonId,
  focus,
}: {
  readonly run: RunView;
  readonly seasonId: string;
  /** Its end was seen here: the way on is under the reader's hand. */
  readonly focus: boolean;
}) {
  const { t } = useTranslation('runs');
  if (!isOver(run)) return null;
  const { failure, planId } = run;
  const well = planId !== null;
  return (
    <Alert
      color={well ? 'jade' : 'cinnabar'}
      icon={well ? <IconCircleCheck size={22} /> : <IconAlertTriangle size={22} />}
      title={t(well && run.state === 'cancelled' ? 'runEnd.kept' : `runEnd.${run.state}`)}
      role={well ? 'status' : 'alert'}
    >
      <Stack gap="sm" align="flex-start">
        {failure !== null && <Text size="sm">{failure.detail}</Text>}
        {failure?.faults !== undefined && failure.faults.length > 0 && (
          <List size="sm">
            {failure.faults.slice(0, 50).map(({ pointer, message }, at) => (
              <List.Item key={at}>
                <Text size="sm" component="span" ff="monospace">
                  {pointer}
                </Text>{' '}
                {message}
              </List.Item>
            ))}
          </List>
        )}
        {planId !== null ? (
          <Button component={Link} to={pathOf(seasonId, 'plans', planId)} autoFocus={focus}>
            {t('live.toPlan')}
          </Button>
        ) : (
          <Button component={Link} to={pathOf(seasonId, 'runs', 'new')} variant="light" color="cinnabar">
            {t('live.again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

import {
  type OpenPlace,
  type PlaceView,
  type PlanDocument,
  type PlanView,
  type SeasonRead,
} from '@heli/contracts';
import {
  Badge,
  Button,
  Drawer,
  Grid,
  Group,
  Paper,
  Progress,
  Stack,
  Switch,
  Tabs,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertCircle, IconCalendarWeek, IconSparkles } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useAll, usePlanChoice, useRead, useSeasonThings } from '~/api';
import { useSeason, useSeasons } from '~/app/seasons';
import { Empty, Loaded, NotFound, Page, ProblemAlert, useFormat } from '~/ui';
import { type Names, useNames } from '~/ui/answers/useNames';
import { useNow } from '~/ui/useNow';
import { PlanSelect } from '~/ui/PlanSelect';
import { Detail } from './Detail';
import { type Gap, gapsOf, type Reason, reasonsOf } from './model';
import classes from './Open.module.css';
import { Recruit } from './Recruit';

function Reasons({
  reasons,
  chosen,
  onChoose,
}: {
  readonly reasons: readonly Reason[];
  readonly chosen: string | null;
  readonly onChoose: (bottleneck: string | null) => void;
}) {
  const { t } = useTranslation(['open', 'answers']);
  const most = Math.max(1, ...reasons.map(({ places, dropped }) => places + dropped));
  return (
    <Paper withBorder p="sm" radius="md">
      <Text size="sm" fw={600} mb={6}>
        {t('reasons')}
      </Text>
      <Stack gap={2}>
        {reasons.map(({ bottleneck, places, dropped }) => (
          <UnstyledButton
            key={bottleneck}
            className={classes.reason}
            aria-pressed={chosen === bottleneck}
            onClick={() => onChoose(chosen === bottleneck ? null : bottleneck)}
          >
            <Text size="sm" component="span" className={classes.wrap}>
              {bottleneck === 'since' ? t('since') : t(`answers:rule.${bottleneck}`, bottleneck)}
            </Text>
            <Progress.Root size={8} w={90} flex="none" className={classes.reasonBar} aria-hidden>
              <Progress.Section value={(100 * places) / most} color="amber.6" />
              <Progress.Section value={(100 * dropped) / most} color="cinnabar.6" />
            </Progress.Root>
            <Text size="xs" component="span" className={classes.amount}>
              {[
                ...(places > 0 ? [t('places', { count: places })] : []),
                ...(dropped > 0 ? [t('dropped', { count: dropped })] : []),
              ].join(' · ')}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </Paper>
  );
}

function GapRow({
  gap,
  names,
  chosen,
  onChoose,
}: {
  readonly gap: Gap;
  readonly names: Names;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useTranslation(['open', 'answers']);
  const format = useFormat(names.zoneOf(gap.activity.id));
  return (
    <UnstyledButton className={classes.gap} aria-current={chosen} onClick={onChoose} data-gap={gap.key}>
      <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
        <Text fw={600} size="sm" component="span" className={classes.wrap}>
          {gap.activity.title}
        </Text>
        <Badge tt="none" color="cinnabar" variant={gap.held ? 'light' : 'filled'} flex="none">
          {gap.held
            ? t('lacks', { role: names.role(gap.activity.id, gap.roleId ?? ''), count: gap.missing })
            : t('notHeld')}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" component="span">
        {format.dateTime(new Date(gap.start).toISOString())} · {names.community(gap.activity.communityId)}
      </Text>
      <Text size="xs" component="span">
        {t('stuckAt', {
          rule: gap.bottleneck === 'since' ? t('since') : t(`answers:rule.${gap.bottleneck}`, gap.bottleneck),
        })}
      </Text>
    </UnstyledButton>
  );
}

function Gaps({
  gaps,
  season,
  plan,
}: {
  readonly gaps: readonly Gap[];
  readonly season: SeasonRead;
  readonly plan: PlanView;
}) {
  const { t } = useTranslation(['open', 'common']);
  const [parameters, setParameters] = useSearchParams();
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const names = useNames(season.id);
  const [reason, setReason] = useState<string | null>(null);
  const [past, setPast] = useState(false);
  const lived = plan.state === 'published';
  const now = useNow();
  const asked = parameters.get('activity');
  const ahead = gaps.filter(({ start }) => !lived || past || start > now);
  const shown = ahead.filter(({ bottleneck }) => reason === null || bottleneck === reason);
  const fromAddress =
    gaps.find(
      ({ activity, roleId }) => activity.id === asked && (roleId ?? '') === (parameters.get('role') ?? ''),
    ) ?? gaps.find(({ activity }) => activity.id === asked);
  const current = fromAddress ?? (narrow ? undefined : shown[0]);
  const choose = (gap: Gap | null) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('activity');
        next.delete('role');
        if (gap !== null) {
          next.set('activity', gap.activity.id);
          if (gap.roleId !== null) next.set('role', gap.roleId);
        }
        return next;
      },
      { replace: true },
    );
  const begun = gaps.length - gaps.filter(({ start }) => start > now).length;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="sm">
          <Reasons reasons={reasonsOf(ahead)} chosen={reason} onChoose={setReason} />
          {lived && begun > 0 && (
            <Switch
              label={t('withPast', { count: begun })}
              checked={past}
              onChange={({ currentTarget: { checked } }) => setPast(checked)}
            />
          )}
          {shown.length === 0 ? (
            <Empty title={t('nothingOpen')}>{t('nothingOpenHint')}</Empty>
          ) : (
            <Paper withBorder radius="md" className={classes.list} role="group" aria-label={t('list')}>
              {shown.map((gap) => (
                <GapRow
                  key={gap.key}
                  gap={gap}
                  names={names}
                  chosen={gap.key === current?.key}
                  onChoose={() => choose(gap)}
                />
              ))}
            </Paper>
          )}
        </Stack>
      </Grid.Col>
      {!narrow && (
        <Grid.Col span={7}>
          {current !== undefined && <Detail key={current.key} gap={current} season={season} plan={plan} />}
        </Grid.Col>
      )}
      {narrow && (
        <Drawer
          opened={current !== undefined}
          onClose={() => choose(null)}
          position="bottom"
          size="92%"
          title={current?.activity.title ?? ''}
          closeButtonProps={{ 'aria-label': t('common:action.close'), size: 'lg' }}
        >
          {current !== undefined && <Detail key={current.key} gap={current} season={season} plan={plan} />}
        </Drawer>
      )}
    </Grid>
  );
}

function PlanGaps({ season, plan }: { readonly season: SeasonRead; readonly plan: PlanView }) {
  const { t } = useTranslation(['open', 'common']);
  const at = `/plans/${encodeURIComponent(plan.id)}`;
  const explained = useRead<{ readonly open: readonly OpenPlace[] }>(`${at}/explanations`);
  const document = useRead<PlanDocument>(`${at}/document`);
  const { activities } = useSeasonThings(season.id);
  const lived = plan.state === 'published';
  const places = useAll<PlaceView>(lived ? '/open-places' : null, { seasonId: season.id });
  const now = useNow();
  const gaps = useMemo(
    () =>
      explained.data === undefined ||
      document.data === undefined ||
      activities.data === undefined ||
      (lived && places.data === undefined)
        ? undefined
        : gapsOf(explained.data.open, activities.data, document.data, places.data ?? null, now),
    [explained.data, document.data, activities.data, places.data, lived, now],
  );
  const error = explained.error ?? document.error ?? activities.error ?? places.error;
  return (
    <Loaded
      of={{
        data: gaps,
        error,
        refetch: () =>
          Promise.all([
            explained.refetch(),
            document.refetch(),
            activities.refetch(),
            lived ? places.refetch() : null,
          ]),
      }}
      rows={10}
    >
      {(found) => (
        <Tabs defaultValue="gaps" keepMounted={false}>
          <Tabs.List mb="md" className="heli-tabs">
            <Tabs.Tab value="gaps" leftSection={<IconAlertCircle size={17} aria-hidden />}>
              {t('tab.gaps', { count: found.length })}
            </Tabs.Tab>
            <Tabs.Tab value="recruit" leftSection={<IconSparkles size={17} aria-hidden />}>
              {t('tab.recruit')}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="gaps">
            {found.length === 0 ? (
              <Empty title={t('nothingOpen')}>{t('nothingOpenHint')}</Empty>
            ) : (
              <Gaps gaps={found} season={season} plan={plan} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="recruit">
            <Recruit season={season} plan={plan} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Loaded>
  );
}

function SeasonOpen({ season }: { readonly season: SeasonRead }) {
  const { t } = useTranslation(['open', 'common']);
  const choice = usePlanChoice(season.id);
  const at = `/seasons/${encodeURIComponent(season.id)}`;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <PlanSelect plans={choice.plans} plan={choice.plan} onChoose={choice.choose} />
          <Button
            component={Link}
            to={`${at}/board${choice.plan === null ? '' : `?plan=${encodeURIComponent(choice.plan.id)}`}`}
            variant="default"
            leftSection={<IconCalendarWeek size={17} aria-hidden />}
          >
            {t('common:nav.board')}
          </Button>
        </>
      }
    >
      {choice.error !== null ? (
        <ProblemAlert error={choice.error} retry={() => void choice.refetch()} />
      ) : (
        <Loaded of={{ data: choice.loading ? undefined : choice, error: null, refetch: () => undefined }}>
          {() =>
            choice.plan === null ? (
              <Empty
                title={t('noPlan')}
                action={
                  <Button component={Link} to={`${at}/runs`} mt="sm">
                    {t('toRuns')}
                  </Button>
                }
              >
                {t('noPlanHint')}
              </Empty>
            ) : (
              <PlanGaps key={choice.plan.id} season={season} plan={choice.plan} />
            )
          }
        </Loaded>
      )}
    </Page>
  );
}

export default function Open() {
  const { season, none } = useSeason();
  const asked = useSeasons();
  if (none) return <NotFound />;
  return (
    <Loaded of={asked}>
      {() => (season === null ? <NotFound /> : <SeasonOpen key={season.id} season={season} />)}
    </Loaded>
  );
}

import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconGavel, IconPlus, IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWho, STAFF } from '~/app/who';
import { Empty, Loaded, Page, useFormat } from '~/ui';
import { pathOf, usePlans, useRuns, useSeasonId, useSeasonRead, useZone } from '../common/season';
import { PlanList } from './PlanList';
import { RunList } from './RunList';

const LOOK_MS = 3_000;

/** Computations of a season and the plans that came of them. */
export default function RunsPage() {
  const { t } = useTranslation('runs');
  const seasonId = useSeasonId();
  const who = useWho();
  const format = useFormat(useZone(seasonId));
  const season = useSeasonRead(seasonId);
  const plans = usePlans(seasonId);
  const running = useRuns(seasonId, LOOK_MS);
  const active = (running.data ?? []).filter(({ state }) => state === 'queued' || state === 'running');
  const mayStart = who.is(...STAFF);
  const start = mayStart && (
    <Button component={Link} to={pathOf(seasonId, 'runs', 'new')} leftSection={<IconPlus size={18} />}>
      {t('list.start')}
    </Button>
  );
  return (
    <Page
      title={t('list.title')}
      lead={season.data === undefined ? t('list.lead') : t('list.leadOf', { season: season.data.name })}
      actions={
        <>
          <Button
            component={Link}
            to={pathOf(seasonId, 'decisions')}
            variant="default"
            leftSection={<IconGavel size={18} />}
          >
            {t('list.decisions')}
          </Button>
          {start}
        </>
      }
    >
      {active.map((run) => (
        <Alert
          key={run.id}
          color="indigo"
          icon={<IconScale size={20} />}
          title={t('list.active', { at: format.dateTime(run.createdAt) })}
        >
          <Group justify="space-between">
            <Text size="sm">
              {run.progress === null ? t('list.queued') : t(`phase.${run.progress.phase}.name`)}
            </Text>
            <Button
              component={Link}
              to={pathOf(seasonId, 'runs', run.id)}
              size="xs"
              variant="light"
              color="indigo"
            >
              {t('list.watch')}
            </Button>
          </Group>
        </Alert>
      ))}
      <Stack gap="sm" component="section" aria-labelledby="plans">
        <Title order={2} size="h3" id="plans">
          {t('list.plans')}
        </Title>
        <Loaded of={plans}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('list.noPlans')} action={start || undefined}>
                {t(mayStart ? 'list.noPlansHint' : 'list.noPlansWait')}
              </Empty>
            ) : (
              <PlanList seasonId={seasonId} plans={all} format={format} />
            )
          }
        </Loaded>
      </Stack>
      <Stack gap="sm" component="section" aria-labelledby="runs">
        <Title order={2} size="h3" id="runs">
          {t('list.runs')}
        </Title>
        <Loaded of={running}>
          {(all) =>
            all.length === 0 ? (
              <Text c="dimmed">{t('list.noRuns')}</Text>
            ) : (
              <RunList seasonId={seasonId} runs={all} format={format} />
            )
          }
        </Loaded>
      </Stack>
    </Page>
  );
}

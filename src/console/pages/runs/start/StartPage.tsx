import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustments, IconInfoCircle, IconPlayerPlay } from '@tabler/icons-react';
import { type RunRequest, type RunView, type SeasonRead } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { call, useChange } from '~/api';
import { STAFF, useWho } from '~/app/who';
import { Fold, Loaded, NoPermission, Page, ProblemAlert } from '~/ui';
import { pathOf, usePlans, useSeasonId, useSeasonRead } from '../common/season';
import { BackTo } from '../common/words';
import { Effort, type EffortChoice } from './Effort';
import { LeastChange } from './LeastChange';
import { type Aims, aimsOf, objectiveToSend, orderFault, presetOf, PRESETS } from './presets';
import { PresetCards } from './PresetCards';
import { TierOrder } from './TierOrder';
import { WeightSliders } from './WeightSliders';

/** What to compute for: aims, and how long and how exactly to look. */
export default function StartPage() {
  const { t } = useTranslation('runs');
  const seasonId = useSeasonId();
  const who = useWho();
  const season = useSeasonRead(seasonId);
  return (
    <Page
      title={t('start.title')}
      lead={
        <Stack gap={0}>
          <BackTo to={pathOf(seasonId, 'runs')}>{t('list.title')}</BackTo>
          {t('start.lead')}
        </Stack>
      }
    >
      {who.is(...STAFF) ? (
        <Loaded of={season}>{(found) => <StartForm season={found} />}</Loaded>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

function StartForm({ season }: { readonly season: SeasonRead }) {
  const { t } = useTranslation('runs');
  const navigate = useNavigate();
  const { tiers, weights } = season.objective;
  const own: Aims = { tiers, weights };
  const [search] = useSearchParams();
  const [aims, setAims] = useState<Aims>(() =>
    aimsOf(PRESETS.find((one) => one === search.get('preset')) ?? 'own', own),
  );
  const published = usePlans(season.id).data?.find(({ state }) => state === 'published') ?? null;
  const [wantsLeast, setWantsLeast] = useState(search.get('preset') === 'least');
  const least = published === null ? null : wantsLeast;
  const [effort, setEffort] = useState<EffortChoice>({ gap: 0.001, timeMs: null, seed: 0 });
  const [more, { toggle }] = useDisclosure(false);
  const fault = orderFault(aims.tiers);
  const preset = presetOf(aims, own);
  const start = useChange<RunRequest, RunView>(
    (request) => call(`/seasons/${encodeURIComponent(season.id)}/runs`, { method: 'POST', body: request }),
    [`/seasons/${encodeURIComponent(season.id)}/runs`],
    (run) => void navigate(pathOf(season.id, 'runs', run.id)),
  );
  const begin = () => {
    const objective = objectiveToSend(aims, own);
    start.mutate({
      gap: effort.gap,
      seed: effort.seed,
      limits: effort.timeMs === null ? {} : { timeMs: effort.timeMs },
      ...(objective === undefined ? {} : { objective }),
    });
  };
  return (
    <Stack gap="lg">
      <PresetCards
        own={own}
        chosen={preset}
        onChoose={(next) => {
          setWantsLeast(false);
          setAims(next);
        }}
        least={least}
        onLeast={() => setWantsLeast(true)}
      />
      {least === true && published !== null ? (
        <LeastChange season={season} plan={published} />
      ) : (
        <>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Paper withBorder p="md" component="section" aria-label={t('start.order')}>
              <TierOrder
                tiers={aims.tiers}
                fault={fault}
                onChange={(next) => setAims({ ...aims, tiers: next })}
              />
            </Paper>
            <Paper withBorder p="md" component="section" aria-label={t('start.effort')}>
              <Effort value={effort} onChange={setEffort} more={more} />
            </Paper>
          </SimpleGrid>
          <Stack gap="sm">
            <Fold
              id="weights"
              icon={<IconAdjustments size={18} />}
              label={t(more ? 'start.less' : 'start.more')}
              opened={more}
              onToggle={toggle}
            >
              <Paper withBorder p="md">
                <Title order={2} size="h4" mb={4}>
                  {t('start.weights')}
                </Title>
                <Text size="sm" c="dimmed" mb="md">
                  {t('start.weightsHint')}
                </Text>
                <WeightSliders
                  weights={aims.weights}
                  own={own.weights}
                  tiers={aims.tiers}
                  onChange={(next) => setAims({ ...aims, weights: next })}
                />
              </Paper>
            </Fold>
          </Stack>
          {preset !== 'own' && (
            <Alert color="indigo" icon={<IconInfoCircle size={20} />}>
              {t('start.trial')}
            </Alert>
          )}
          {start.error !== null && <ProblemAlert error={start.error} />}
          <Group>
            <Button
              size="md"
              leftSection={<IconPlayerPlay size={20} />}
              loading={start.isPending}
              disabled={fault !== null}
              onClick={begin}
            >
              {t('start.go')}
            </Button>
            <Text size="sm" c="dimmed" flex="1 1 200px">
              {t('start.goHint')}
            </Text>
          </Group>
        </>
      )}
    </Stack>
  );
}

import { type Answered } from '@heli/contracts';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NoPlan } from './Impossible';
import { TierTable } from './TierTable';

/** What came of a re-plan that was kept as a draft. */
export function SavedPlan({
  replanned: { answer, planId },
  seasonId,
  mayBeStale,
}: {
  readonly replanned: Answered<'replan'>;
  readonly seasonId: string;
  /** The changes have to be made in the pools too before it can be published. */
  readonly mayBeStale: boolean;
}) {
  const { t } = useTranslation('answers');
  if (answer.kind !== 'possible') return <NoPlan answer={answer} seasonId={seasonId} />;
  const saved = answer.savedPlanId;
  const season = `/seasons/${encodeURIComponent(seasonId)}`;
  return (
    <Alert color="jade" icon={<IconCircleCheck size={20} />} title={t('saved.title')} role="status">
      <Stack gap="sm">
        <Text size="sm">
          {answer.people.length === 0
            ? t('saved.nobody')
            : t(answer.fewerIsImpossible ? 'saved.peopleProven' : 'saved.people', {
                count: answer.people.length,
              })}
        </Text>
        <TierTable tiers={answer.tiers} levelsKept={answer.levelsKept} />
        {mayBeStale && <Text size="sm">{t('saved.stale')}</Text>}
        {saved !== undefined && (
          <Group gap="xs">
            <Button component={Link} to={`${season}/plans/${encodeURIComponent(saved)}`} size="sm">
              {t('saved.open')}
            </Button>
            <Button
              component={Link}
              to={`${season}/board?plan=${encodeURIComponent(saved)}`}
              size="sm"
              variant="light"
            >
              {t('saved.board')}
            </Button>
            <Button
              component={Link}
              to={`${season}/compare?${new URLSearchParams({ a: planId, b: saved }).toString()}`}
              size="sm"
              variant="light"
            >
              {t('saved.plans')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

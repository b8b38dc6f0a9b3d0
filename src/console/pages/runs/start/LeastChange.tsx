import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type PlanView, type SeasonRead } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useRefresh } from '~/api';
import { SavedPlan } from '~/ui/answers/SavedPlan';
import { frozenNow } from '~/ui/answers/frozenNow';
import { AskFrame } from '../menu/AskFrame';
import { useQuestion } from '../menu/useQuestion';

/**
 * The published plan, made anew with what people answered since: places that were given back are filled, what has begun
 * stays, and the fewest people hear something new.
 */
export function LeastChange({ season, plan }: { readonly season: SeasonRead; readonly plan: PlanView }) {
  const { t } = useTranslation('runs');
  const refresh = useRefresh();
  const asked = useQuestion(plan.id, 'replan');
  const { ask, busy } = asked;
  const begin = () =>
    ask.mutate(
      { kind: 'replan', changes: [], save: true, ...frozenNow(season, plan) },
      { onSettled: () => void refresh(`/seasons/${encodeURIComponent(season.id)}`) },
    );
  return (
    <AskFrame
      asked={asked}
      title={t('least.title')}
      hint={t('least.text')}
      form={
        <Group>
          <Button
            size="md"
            leftSection={<IconPlayerPlay size={20} />}
            loading={ask.isPending}
            disabled={busy}
            onClick={begin}
          >
            {t('least.go')}
          </Button>
          <Text size="sm" c="dimmed" flex="1 1 200px">
            {t('least.pools')}
          </Text>
        </Group>
      }
    >
      {(answer) => (
        <SavedPlan
          replanned={{ planId: plan.id, problemSha256: plan.problemSha256, answer }}
          seasonId={season.id}
          mayBeStale={false}
        />
      )}
    </AskFrame>
  );
}

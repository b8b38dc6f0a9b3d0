import { Anchor, Button, Card, Checkbox, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { type PlanView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type Format } from '~/ui';
import { pathOf } from '../common/season';
import { PlanStateBadge, QualityBadge } from '../common/words';

/** Plans as cards, the one that people act on first; two of them can be laid side by side. */
export function PlanList({
  seasonId,
  plans,
  format,
}: {
  readonly seasonId: string;
  readonly plans: readonly PlanView[];
  readonly format: Format;
}) {
  const { t } = useTranslation('runs');
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const rank = ({ state }: PlanView) => (state === 'published' ? 0 : state === 'superseded' ? 2 : 1);
  const ordered = [...plans].sort((a, b) => rank(a) - rank(b));
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen.slice(-1), id]);
  // The older one is what the newer is measured by.
  const [b, a] = plans.filter(({ id }) => chosen.includes(id));
  return (
    <Stack gap="sm">
      {plans.length > 1 && (
        <Group gap="sm">
          <Button
            variant="light"
            leftSection={<IconArrowsLeftRight size={18} />}
            disabled={a === undefined || b === undefined}
            onClick={() => void navigate(`${pathOf(seasonId, 'compare')}?a=${a?.id ?? ''}&b=${b?.id ?? ''}`)}
          >
            {t('list.compare')}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {t('list.chosen', { count: chosen.length })}
          </Text>
        </Group>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {ordered.map((plan) => {
          const { scheduled, dropped, assignments } = plan.counts;
          const title = t('list.planOf', { at: format.dateTime(plan.createdAt) });
          return (
            <Card key={plan.id} withBorder padding="md" component="article" aria-label={title}>
              <Stack gap="xs" h="100%">
                <Group justify="space-between" wrap="nowrap" align="flex-start">
                  <Anchor component={Link} to={pathOf(seasonId, 'plans', plan.id)} fw={600}>
                    {title}
                  </Anchor>
                  {plans.length > 1 && (
                    <Checkbox
                      aria-label={t('list.chooseToCompare', { plan: title })}
                      checked={chosen.includes(plan.id)}
                      onChange={() => toggle(plan.id)}
                    />
                  )}
                </Group>
                <Group gap={6}>
                  <PlanStateBadge state={plan.state} />
                  <QualityBadge quality={plan.quality} gap={plan.gap} format={format} />
                </Group>
                <Progress
                  value={(100 * scheduled) / Math.max(1, scheduled + dropped)}
                  aria-label={t('list.heldShare')}
                  size="sm"
                />
                <Text size="sm">
                  {t('list.heldOf', {
                    held: format.number(scheduled),
                    all: format.number(scheduled + dropped),
                  })}
                </Text>
                <Text size="sm" c="dimmed">
                  {t('list.counts', { places: format.number(assignments) })}
                </Text>
                {plan.resolution !== null && (
                  <Text size="sm" c="dimmed">
                    {t('list.byResolution', {
                      number: plan.resolution.number,
                      on: plan.resolution.decidedOn,
                    })}
                  </Text>
                )}
              </Stack>
            </Card>
          );
        })}
      </SimpleGrid>
    </Stack>
  );
}

import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import { type PlanDiff, type PlanDocument } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Format, SmallTable } from '~/ui';
import { useTierMove } from '~/ui/answers/TierTable';
import { tierText } from '../common/words';

/** Aim by aim: what each plan reaches, and which is better in it. */
export function TierCompare({
  diff,
  documents: [was, is],
  format,
}: {
  readonly diff: PlanDiff;
  readonly documents: readonly [PlanDocument, PlanDocument];
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'runs']);
  const moveOf = useTierMove();
  const senses = new Map(
    [...was.certificate.tiers, ...is.certificate.tiers].map(({ tier, sense }) => [tier, sense]),
  );
  const worth = (tier: PlanDiff['tiers'][number]['tier'], value: number | null) =>
    value === null ? t('compare.noAim') : t(`unit.${tier}`, { value: tierText(tier, value, format) });
  const rows = diff.tiers.map(({ tier, value, against }) => {
    const change = value === null || against === null ? null : value - against;
    const better = change === null || change === 0 ? null : change > 0 === (senses.get(tier) === 'max');
    const Icon = better === null ? IconEqual : better ? IconArrowUpRight : IconArrowDownRight;
    return [
      <Text key="tier" size="sm" fw={600}>
        {t(`runs:tier.${tier}.name`)}
      </Text>,
      worth(tier, against),
      worth(tier, value),
      change === null ? (
        '–'
      ) : (
        <Group
          key="change"
          gap={4}
          wrap="nowrap"
          c={better === null ? 'dimmed' : better ? 'jade.7' : 'cinnabar.7'}
        >
          <Icon size={16} aria-hidden />
          <Text size="sm" fw={600} component="span">
            {change === 0
              ? t('compare.equal')
              : t(better === true ? 'compare.better' : 'compare.worse', {
                  by:
                    tier === 'fairness'
                      ? moveOf(tier, Math.abs(change))
                      : t(`unit.${tier}`, { value: tierText(tier, Math.abs(change), format) }),
                })}
          </Text>
        </Group>
      ),
    ];
  });
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="tiers">
      <Stack gap="sm">
        <Title order={2} size="h4" id="tiers">
          {t('compare.tiers')}
        </Title>
        <SmallTable
          label={t('compare.tiers')}
          head={[t('technical.tier'), t('compare.colA'), t('compare.colB'), t('compare.change')]}
          rows={rows}
        />
      </Stack>
    </Paper>
  );
}

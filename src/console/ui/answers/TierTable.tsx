import { type TierChange } from '@heli/contracts';
import { Badge, Group, Table, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';

const COST = 'cost';
const TINY = 1e-9;

/** Value of an aim as people read it: a share of time for fairness, money for cost, else points. */
export function useTierValue(): (tier: string, value: number) => string {
  const { t } = useTranslation('answers');
  const format = useFormat();
  return (tier, value) => {
    if (tier === 'fairness') return format.percent(value);
    if (tier === COST) return format.money(value);
    return t('tiers.points', { count: value, formatted: format.number(value) });
  };
}

/** How far an aim moves: a share moves by percentage points, not by a part of itself. */
export function useTierMove(): (tier: string, by: number) => string {
  const { t } = useTranslation('answers');
  const format = useFormat();
  const valueOf = useTierValue();
  return (tier, by) =>
    tier === 'fairness'
      ? t('tiers.sharePoints', { formatted: format.number(100 * by, 1) })
      : valueOf(tier, by);
}

const isBetter = ({ sense, change }: TierChange): boolean => (sense === 'max' ? change > 0 : change < 0);

function Verdict({ tier }: { readonly tier: TierChange }) {
  const { t } = useTranslation('answers');
  if (Math.abs(tier.change) < TINY) {
    return (
      <Badge tt="none" variant="light" color="gray" leftSection={<IconEqual size={12} aria-hidden />}>
        {t('tiers.same')}
      </Badge>
    );
  }
  const better = isBetter(tier);
  const Icon = better ? IconArrowUpRight : IconArrowDownRight;
  return (
    <Badge
      tt="none"
      variant="light"
      color={better ? 'jade' : 'cinnabar'}
      leftSection={<Icon size={12} aria-hidden />}
    >
      {t(better ? 'tiers.better' : 'tiers.worse')}
    </Badge>
  );
}

/** The price of an answer, aim by aim in their order, and what of it is proven. */
export function TierTable({
  tiers,
  levelsKept = true,
}: {
  readonly tiers: readonly TierChange[];
  readonly levelsKept?: boolean;
}) {
  const { t } = useTranslation('answers');
  const valueOf = useTierValue();
  const proof = ({ tier, sense, after, bound, exact }: TierChange): string => {
    if (exact) return t('tiers.exact');
    if (bound === null || Math.abs(bound - after) < TINY) return t('tiers.unproven');
    return t(sense === 'max' ? 'tiers.atMost' : 'tiers.atLeast', { bound: valueOf(tier, bound) });
  };
  return (
    <>
      <Table.ScrollContainer
        minWidth={360}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('tiers.label') } }}
      >
        <Table aria-label={t('tiers.label')} verticalSpacing={6} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tiers.aim')}</Table.Th>
              <Table.Th ta="right">{t('tiers.before')}</Table.Th>
              <Table.Th ta="right">{t('tiers.after')}</Table.Th>
              <Table.Th>{t('tiers.change')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tiers.map((one) => (
              <Table.Tr key={one.tier}>
                <Table.Td>
                  <Text size="sm">{t(`tier.${one.tier}`)}</Text>
                  <Text size="xs" c="dimmed">
                    {proof(one)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {valueOf(one.tier, one.before)}
                </Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {valueOf(one.tier, one.after)}
                </Table.Td>
                <Table.Td>
                  <Verdict tier={one} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {!levelsKept && (
        <Text size="sm" c="cinnabar.8">
          {t('tiers.levelsNotKept')}
        </Text>
      )}
    </>
  );
}

/** The same in one line: only the aims that move. */
export function TierLine({ tiers }: { readonly tiers: readonly TierChange[] }) {
  const { t } = useTranslation('answers');
  const moveOf = useTierMove();
  const moved = tiers.filter(({ change }) => Math.abs(change) >= TINY);
  if (moved.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('tiers.none')}
      </Text>
    );
  }
  return (
    <Group gap={6}>
      {moved.map((one) => (
        <Badge key={one.tier} tt="none" fw={500} variant="light" color={isBetter(one) ? 'jade' : 'cinnabar'}>
          {t(`tier.${one.tier}`)} {one.change > 0 ? '+' : '−'}
          {moveOf(one.tier, Math.abs(one.change))}
        </Badge>
      ))}
    </Group>
  );
}

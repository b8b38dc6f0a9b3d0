import { Anchor, Badge, Box, Group, Paper, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type PlanState, type PlanView, type Quality, type RunState, type TierName } from '@heli/contracts';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Format } from '~/ui';

const PLAN_COLORS: Readonly<Record<PlanState, string>> = {
  draft: 'gray',
  reviewed: 'indigo',
  published: 'jade',
  superseded: 'gray',
};

export function PlanStateBadge({ state }: { readonly state: PlanState }) {
  const { t } = useTranslation('runs');
  return (
    <Badge variant={state === 'published' ? 'filled' : 'light'} color={PLAN_COLORS[state]} tt="none">
      {t(`planState.${state}`)}
    </Badge>
  );
}

const RUN_COLORS: Readonly<Record<RunState, string>> = {
  queued: 'gray',
  running: 'indigo',
  succeeded: 'jade',
  cancelled: 'amber',
  refused: 'cinnabar',
  failed: 'cinnabar',
};

export function RunStateBadge({ state }: { readonly state: RunState }) {
  const { t } = useTranslation('runs');
  return (
    <Badge variant="light" color={RUN_COLORS[state]} tt="none" miw="max-content">
      {t(`runState.${state}`)}
    </Badge>
  );
}

/** How good a plan is proven to be. */
export function QualityBadge({
  quality,
  gap,
  format,
}: {
  readonly quality: Quality;
  readonly gap: number;
  readonly format: Format;
}) {
  const { t } = useTranslation('runs');
  const color = quality === 'optimal' ? 'jade' : quality === 'feasible' ? 'amber' : 'gray';
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      h="auto"
      mih={20}
      styles={{ label: { whiteSpace: 'normal', lineHeight: 1.4 } }}
    >
      {t(`quality.${quality}`, { gap: gapText(gap, format) })}
    </Badge>
  );
}

/** A gap never reads as closed where it is not: 0.004 % stays 0.004 %. */
export const gapText = (gap: number, format: Format): string => {
  if (gap <= 0) return format.percent(0, 0);
  const digits = Math.max(1, Math.min(6, Math.ceil(-Math.log10(gap)) - 1));
  return format.percent(gap, digits);
};

/** Value of an aim as people read it: a share, money, or points. */
export const tierText = (tier: TierName, value: number, format: Format): string =>
  tier === 'fairness'
    ? format.percent(value, 1)
    : tier === 'cost'
      ? format.money(Math.abs(value))
      : format.number(value, 0);

/** When a plan was made, what it holds: enough to tell it from others. */
export function usePlanName(format: Format): (plan: PlanView) => string {
  const { t } = useTranslation('runs');
  return (plan) =>
    t('planName', {
      at: format.dateTime(plan.createdAt),
      state: t(`planState.${plan.state}`),
      count: plan.counts.scheduled,
    });
}

export function BackTo({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} size="sm" className="heli-no-print">
      <Group gap={4} component="span" display="inline-flex" py={6}>
        <IconArrowLeft size={16} aria-hidden />
        {children}
      </Group>
    </Anchor>
  );
}

/** One figure with its name. */
export function Figure({
  label,
  value,
  note,
  color,
}: {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly color?: string;
}) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed" component="div">
        {label}
      </Text>
      <Text fz={26} fw={650} lh={1.3} c={color} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      {note !== undefined && (
        <Box fz="sm" c="dimmed">
          {note}
        </Box>
      )}
    </Paper>
  );
}

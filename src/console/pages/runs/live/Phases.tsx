import { Group, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconDots, IconLoader2 } from '@tabler/icons-react';
import { type Progress } from '@heli/contracts';
import { useTranslation } from 'react-i18next';

const PHASES = ['validate', 'build', 'blocks', 'coupling', 'fairness', 'finish', 'verify'] as const;

/** The steps of a computation, and where it is. Some seasons go through a step more than once, or skip one. */
export function Phases({
  phase,
  seen,
  over,
}: {
  /** Those that were seen: their order is not the same for every season. */
  readonly seen: ReadonlySet<Progress['phase']>;
  readonly phase: Progress['phase'] | null;
  readonly over: boolean;
}) {
  const { t } = useTranslation('runs');
  const at = phase === null ? -1 : PHASES.indexOf(phase);
  return (
    <Group component="ol" p={0} m={0} gap="md" style={{ listStyle: 'none' }} aria-label={t('live.phases')}>
      {PHASES.map((one, place) => {
        const state =
          over || (place !== at && (place < at || seen.has(one))) ? 'done' : place === at ? 'now' : 'ahead';
        const Icon = state === 'done' ? IconCheck : state === 'now' ? IconLoader2 : IconDots;
        return (
          <Group
            key={one}
            component="li"
            gap={6}
            wrap="nowrap"
            {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}
          >
            <ThemeIcon
              size={24}
              radius="xl"
              variant={state === 'ahead' ? 'light' : 'filled'}
              color={state === 'ahead' ? 'gray' : 'jade'}
              aria-hidden
            >
              <Icon size={14} />
            </ThemeIcon>
            <Text size="sm" fw={state === 'now' ? 650 : 400} c={state === 'ahead' ? 'dimmed' : undefined}>
              {t(`phase.${one}.short`)}
            </Text>
          </Group>
        );
      })}
    </Group>
  );
}

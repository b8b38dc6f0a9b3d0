import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { type RunView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Format, SmallTable } from '~/ui';
import { pathOf } from '../common/season';
import { RunStateBadge } from '../common/words';

const FEW = 8;

export function RunList({
  seasonId,
  runs,
  format,
}: {
  readonly seasonId: string;
  readonly runs: readonly RunView[];
  readonly format: Format;
}) {
  const { t } = useTranslation('runs');
  const [all, setAll] = useState(false);
  const shown = all ? runs : runs.slice(0, FEW);
  const tookOf = ({ startedAt, finishedAt }: RunView) =>
    startedAt === null || finishedAt === null
      ? '–'
      : t('seconds', {
          count: Math.max(1, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)),
        });
  return (
    <Stack gap="xs">
      <SmallTable
        label={t('list.runs')}
        head={[t('list.startedAt'), t('list.kind'), t('list.state'), t('list.took'), t('list.result')]}
        rows={shown.map((run) => [
          <Anchor key="at" component={Link} to={pathOf(seasonId, 'runs', run.id)} size="sm">
            {format.dateTime(run.createdAt)}
          </Anchor>,
          t(`runKind.${run.kind}`),
          <RunStateBadge key="state" state={run.state} />,
          tookOf(run),
          run.planId === null ? (
            <Text key="none" size="sm" c="dimmed">
              {run.failure?.detail ?? '–'}
            </Text>
          ) : (
            <Anchor key="plan" component={Link} to={pathOf(seasonId, 'plans', run.planId)} size="sm">
              {t('list.toPlan')}
            </Anchor>
          ),
        ])}
      />
      {runs.length > FEW && (
        <Group>
          <Button size="xs" variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
            {t(all ? 'list.fewer' : 'list.allRuns', { count: runs.length })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

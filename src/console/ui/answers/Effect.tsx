import { type Answered, type Change, type Repair, type SeasonRead } from '@heli/contracts';
import { Button, Collapse, Group, Stack } from '@mantine/core';
import { type UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../states';
import { DifferenceList } from './DifferenceList';
import { SavedPlan } from './SavedPlan';
import { TierTable } from './TierTable';

/** The foot of something that could be done: its steps, its effect aim by aim and change by change, and the draft that came of it. */
export function Effect({
  of,
  season,
  saving,
  mayBeStale,
  children,
}: {
  readonly of: Pick<Repair, 'tiers' | 'levelsKept' | 'difference'>;
  readonly season: SeasonRead;
  readonly saving: UseMutationResult<Answered<'replan'>, Error, readonly Change[]>;
  /** As `SavedPlan`. */
  readonly mayBeStale: boolean;
  /** Buttons. */
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('answers');
  const [shown, setShown] = useState(false);
  return (
    <>
      <Group gap="xs">
        {children}
        <Button size="sm" variant="subtle" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {t(shown ? 'effect.less' : 'effect.more')}
        </Button>
      </Group>
      <Collapse expanded={shown}>
        {shown && (
          <Stack gap="xs">
            <TierTable tiers={of.tiers} levelsKept={of.levelsKept} />
            <DifferenceList difference={of.difference} seasonId={season.id} />
          </Stack>
        )}
      </Collapse>
      {saving.error !== null && <ProblemAlert error={saving.error} />}
      {saving.data !== undefined && (
        <SavedPlan replanned={saving.data} seasonId={season.id} mayBeStale={mayBeStale} />
      )}
    </>
  );
}

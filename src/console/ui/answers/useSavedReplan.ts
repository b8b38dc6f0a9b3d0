import { type Answered, type Change } from '@heli/contracts';
import { call, useChange } from '~/api';

/** A new plan with these changes, with the proven fewest people who hear something new, kept as a draft. */
export function useSavedReplan(seasonId: string, planId: string) {
  return useChange<readonly Change[], Answered<'replan'>>(
    (changes) =>
      call<Answered<'replan'>>(`/plans/${encodeURIComponent(planId)}/replan`, {
        method: 'POST',
        query: { save: 'true' },
        body: { format: 'heli-changes/1', changes },
      }),
    [`/seasons/${encodeURIComponent(seasonId)}/plans`],
  );
}

import { type Answered, type Change, type PlanView, type SeasonRead } from '@heli/contracts';
import { call, useChange } from '~/api';
import { frozenNow } from './frozenNow';

/** A new plan with these changes, with the proven fewest people who hear something new, kept as a draft. */
export function useSavedReplan(season: Pick<SeasonRead, 'id' | 'end'>, plan: Pick<PlanView, 'id' | 'state'>) {
  return useChange<readonly Change[], Answered<'replan'>>(
    (changes) =>
      call<Answered<'replan'>>(`/plans/${encodeURIComponent(plan.id)}/replan`, {
        method: 'POST',
        query: { save: 'true', ...frozenNow(season, plan) },
        body: { format: 'heli-changes/1', changes },
      }),
    [`/seasons/${encodeURIComponent(season.id)}/plans`],
  );
}

import { relativeGap, together } from '../solve/approaches.js';
import { type SectionPlanner } from './planner.js';

/**
 * An aim after fairness in all sections, until the sum of what they hold is near enough to the sum of their bounds. The
 * sections that are still far are all worked on in each round, so what comes out is the same wherever they are planned.
 * @param aim position among the aims after fairness
 * @param share that everybody may carry; null where fairness is no aim
 * @param gap relative, that is asked of the season
 */
export async function refineAll(
  planners: readonly SectionPlanner[],
  aim: number,
  share: number | null,
  gap: number,
): Promise<void> {
  let refined = await Promise.all(planners.map((planner) => planner.refine(aim, share)));
  const isFar = (): boolean => relativeGap(together(refined.map(({ held }) => held))) > gap;
  while (refined.some(({ open }) => open) && isFar()) {
    const before = refined;
    refined = await Promise.all(
      planners.map(async (planner, position) => {
        const known = before[position];
        return known && !known.open ? known : planner.nearer();
      }),
    );
  }
}

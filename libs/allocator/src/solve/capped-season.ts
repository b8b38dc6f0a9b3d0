import { Approach } from './approach.js';
import { PART_SIZES } from './components.js';
import { keptRows, madeOf, SeasonProgram } from './season-program.js';
import { type SeasonState } from './state.js';

/** What is known of plans within caps on people's loads. */
export type Verdict = 'impossible' | 'found' | 'unknown';

/** Rounds of cuts after which the program's bound has to do. */
const MOST_CUTS = 3;

/**
 * Whether a plan that keeps what is reached in the tiers before fairness also keeps the caps on people's loads that stand
 * at the moment. Of the last of these tiers as much is made as the season allows, the others held at what they reached,
 * with the caps as rows; its bound is that of any tier over the season (linear program, what takes place decided as a
 * whole, cuts). Where that comes to less than the plan makes, no plan keeps the caps. So shortness that ties the whole
 * season together (hours, money) proves a share too, where no block by itself could.
 *
 * `found`: there is such a plan, and the season has it now.
 */
export async function within(state: SeasonState, report: () => void): Promise<Verdict> {
  const { before, built } = state;
  const points = before.at(-1);
  if (!points || built.model.columnCount > PART_SIZES.widest || state.expired()) return 'unknown';
  const made = madeOf(state, points);
  const program = new SeasonProgram(state, points, keptRows(state, before.slice(0, -1)));
  if (!(await program.relax())) return program.infeasible ? 'impossible' : 'unknown';
  const isShort = (): boolean => (program.relaxation?.ceiling ?? Infinity) < made;
  if (isShort()) return 'impossible';
  const approach = new Approach(state, program, report);
  await approach.begin(false);
  for (let round = 0; round < MOST_CUTS && !isShort() && !approach.hasPlan(); round++)
    if (!(await program.cut())) break;
  if (isShort()) return 'impossible';
  if (!approach.hasPlan()) return 'unknown';
  approach.settle();
  return 'found';
}

import { Approach } from './approach.js';
import { PART_SIZES } from './components.js';
import { madeOf, SeasonProgram, totals } from './season-program.js';
import { type SeasonState } from './state.js';
import { type SeasonRow } from './submodel.js';

/** What is known of plans within caps on people's loads. */
export type Verdict = 'impossible' | 'found' | 'unknown';

/** Rounds of cuts after which the program's bound has to do. */
const MOST_CUTS = 3;

/** The season's program of the last tier before fairness, solved. */
export interface Foundation {
  readonly program: SeasonProgram;
  /** Points that it keeps in each tier before its own. */
  readonly kept: readonly number[];
}

/**
 * Whether a plan that keeps what is reached in the tiers before fairness also keeps the caps on people's loads that stand
 * at the moment. Of the last of these tiers as much is made as the season allows, the others held at what they reached,
 * with the caps as rows; its bound is that of any tier over the season (linear program, what takes place decided as a
 * whole, cuts). Where that comes to less than the plan makes, no plan keeps the caps. So shortness that ties the whole
 * season together (hours, money) proves a share too, where no block by itself could.
 *
 * `found`: there is such a plan, and the season has it now.
 * @param foundation where there is one, the caps are added to it: they alone have to be mended then
 */
export async function within(
  state: SeasonState,
  foundation: Foundation | null,
  report: () => void,
): Promise<Verdict> {
  const { before, built } = state;
  const points = before.at(-1);
  if (!points || built.model.columnCount > PART_SIZES.widest || state.expired()) return 'unknown';
  const made = madeOf(state, points);
  const program =
    foundation && stands(state, foundation)
      ? foundation.program.within(capsOf(state))
      : SeasonProgram.of(state, points, totals(state, before.slice(0, -1)));
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

/** Whether the season still has the blocks and keeps the points for which a program was made. */
const stands = (state: SeasonState, { program, kept }: Foundation): boolean =>
  state.states.length === program.blocks.length &&
  state.states.every((entry, position) => entry === program.blocks[position]) &&
  kept.every((points, tier) => points === madeOf(state, state.before[tier] ?? new Float64Array(0)));

/** Caps on people's loads that forbid anything. */
const capsOf = ({ couplings }: SeasonState): SeasonRow[] =>
  couplings.all.filter(
    ({ volunteer, values, upper }) => volunteer >= 0 && values.reduce((sum, value) => sum + value, 0) > upper,
  );

import { type FixedRest, objectiveOf } from '@heli/lp';
import { decideAnew, farApart, SIDE_BY_SIDE, solvePart } from './decide-anew.js';
import { beyond, keepsModel } from './keeps.js';
import { type Neighbourhoods } from './neighbourhoods.js';
import { type Relaxation, type SeasonProgram } from './season-program.js';

const WHOLE = 1e-6;
/** Columns around the fractions of the linear program that are branched on to make it whole. */
const FREE_SIZES = [2_000, 6_000, 12_000] as const;
/** Where more lie around them, that is no small part any more: its linear program alone takes longer than it may. */
const WIDEST_FREE = 24_000;
/** Columns whose reduced cost is worse than so many points are left out of that. */
const FREE_ROOM = 2;
/** … of so many where what that leaves is a little short of enough. */
const WIDER_ROOM = 8;

/** A whole-number point out of the optimum of a season's linear program. */
export class WholePoint {
  constructor(
    private readonly program: SeasonProgram,
    private readonly around: Neighbourhoods,
  ) {}

  /**
   * What is whole in it as it is, and what is around its fractions decided by branch and cut: few columns first, and more
   * where they have no answer, or one that is short of enough by so little that it is worth another.
   * @param plan of the same model
   * @param toSpare so many points less than the most are near enough
   * @param enough so many points are all that is wanted
   * @returns null when that has no answer
   */
  async aroundFractions(
    relaxation: Relaxation,
    plan: FixedRest,
    toSpare: number,
    enough: number,
  ): Promise<FixedRest | null> {
    const { program } = this;
    const { state } = program;
    const fractional = program.fractional(relaxation);
    const point = Float64Array.from(relaxation.values, (value, column) =>
      program.model.integer[column] === 1 ? Math.round(value) : value,
    );
    for (const column of fractional) point[column] = relaxation.values[column] ?? 0;
    const rest = plan.at(point);
    const seeds = [...fractional, ...overdrawn(rest)];
    if (seeds.length === 0) return rest;
    let asked = 0;
    let room = FREE_ROOM;
    let found: FixedRest | null = null;
    for (const most of FREE_SIZES) {
      if (state.expired()) break;
      const columns = this.around.of(seeds, rest.point, relaxation, most, room);
      // The seeds alone are more than a larger size asks for: it is the same part once more.
      if (columns.length === asked) continue;
      asked = columns.length;
      if (asked > WIDEST_FREE) break;
      const { model } = rest.part(columns);
      const answer = await solvePart(state, model, toSpare);
      if (answer) {
        if (!found || answer.objective > objectiveOf(model, rest.valuesOf(columns)))
          rest.adopt(columns, answer.values);
        found = rest;
        const short = enough - rest.objective();
        if (short <= 0 || short > toSpare) break;
        room = WIDER_ROOM;
      } else if (columns.length < most) break; // All that lies around the fractions was free: a larger size would ask the same again.
    }
    return found;
  }

  /**
   * From a plan, community by community what the program uses there. Slower, but there is always an answer. Each may be
   * short of its most by what is to spare of the whole: what that costs the neighbourhoods after it find.
   * @param tell called after each step
   */
  async byCommunity(
    relaxation: Relaxation,
    plan: FixedRest,
    toSpare: number,
    tell: () => void,
  ): Promise<FixedRest> {
    const { program } = this;
    const { state } = program;
    const { index } = state.built;
    const rest = plan.at(plan.point);
    const lists: number[][] = index.season.problem.communities.map(() => []);
    for (let column = 0; column < program.model.columnCount; column++) {
      const used = (rest.point[column] ?? 0) > WHOLE || (relaxation.values[column] ?? 0) > WHOLE;
      if (!used && program.model.integer[column] === 1 && (relaxation.reduced[column] ?? 0) < -WHOLE)
        continue;
      const activity = index.activityOf[program.columns[column] ?? 0] ?? 0;
      lists[index.season.activities[activity]?.community ?? 0]?.push(column);
    }
    const isPlan = keepsModel(program.model, rest.point);
    const own = lists.map((list) => Int32Array.from(list));
    for (const communities of farApart(own, isPlan ? SIDE_BY_SIDE : 1)) {
      if (state.expired()) break;
      await decideAnew(state, rest, communities, toSpare, isPlan);
      tell();
    }
    return rest;
  }
}

/**
 * Columns that the point uses more than it may, and those of rows that it breaks: people of a part who are taken up by
 * other parts of the season. A row over one column is a limit of that column.
 */
function overdrawn(rest: FixedRest): number[] {
  const { matrix, rowLower, rowUpper, rowCount } = rest.model;
  const found = new Set<number>();
  rest.point.forEach((value, column) => {
    if (beyond(rest.model, column, value) > WHOLE) found.add(column);
  });
  for (let row = 0; row < rowCount; row++) {
    const activity = rest.activityOf(row);
    if (activity <= (rowUpper[row] ?? 0) + WHOLE && activity >= (rowLower[row] ?? 0) - WHOLE) continue;
    for (let entry = matrix.starts[row] ?? 0; entry < (matrix.starts[row + 1] ?? 0); entry++) {
      const column = matrix.indices[entry] ?? 0;
      if ((rest.point[column] ?? 0) > WHOLE) found.add(column);
    }
  }
  return [...found];
}

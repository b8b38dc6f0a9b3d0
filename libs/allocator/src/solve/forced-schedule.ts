import { atZero } from '@heli/lp';
import { limitsOfSchedule, type ScheduleProof } from './schedule-bound.js';
import { type BlockChoices } from './schedule-choices.js';
import { type SeasonProgram } from './season-program.js';
import { type ForcedRows } from './state.js';
import { type SeasonRow } from './submodel.js';

/** What rounding may cost a sum of points. */
const ROUNDING = 1e-6;

/**
 * What every plan has to do that makes as many points as the one held.
 *
 * An activity takes place in all of them when the schedule's program without it is bounded by less than the value held.
 * And where all activities of a block have to, the block itself makes at least V[b,σ] − (bound − value) at the prices of
 * the proof: what it makes less, nothing else can make up for.
 */
export class ForcedSchedule implements ForcedRows {
  private readonly known = new Map<number, boolean>();

  /** @param value points that the plan makes in the tier that was bounded */
  constructor(
    private readonly program: SeasonProgram,
    private readonly proof: ScheduleProof,
    private readonly value: number,
  ) {}

  async rowsWithin(columns: ReadonlySet<number>): Promise<SeasonRow[]> {
    const rows: SeasonRow[] = [];
    for (const block of this.proof.blocks) {
      const own = Array.from(block.region.columns, (column) => this.program.columns[column] ?? 0);
      if (own.every((column) => columns.has(column))) rows.push(...(await this.rowsOf(block, own)));
    }
    return rows;
  }

  /** @param own columns of the season behind those of the block */
  private async rowsOf(
    { region, starts, choices }: BlockChoices,
    own: readonly number[],
  ): Promise<SeasonRow[]> {
    const rows: SeasonRow[] = [];
    let all = true;
    for (const [activity, list] of starts) {
      if (await this.isForced(activity))
        rows.push({
          columns: list.map((at) => own[at] ?? 0),
          values: list.map(() => 1),
          lower: 1,
          upper: Infinity,
        });
      else all = false;
    }
    const whole = choices.find(({ activities }) => activities?.size === starts.size);
    if (!all || !whole) return rows;
    const { cost } = region.model;
    const scoring = Array.from(cost.keys()).filter((at) => cost[at] !== 0);
    rows.push({
      columns: scoring.map((at) => own[at] ?? 0),
      values: scoring.map((at) => cost[at] ?? 0),
      lower: whole.points - (this.proof.bound - this.value) - ROUNDING,
      upper: Infinity,
    });
    return rows;
  }

  private async isForced(activity: number): Promise<boolean> {
    const before = this.known.get(activity);
    if (before !== undefined) return before;
    const forced = !(await this.canBeLeftOut(activity));
    this.known.set(activity, forced);
    return forced;
  }

  private async canBeLeftOut(activity: number): Promise<boolean> {
    const { model, starts } = this.proof;
    const { state } = this.program;
    const without = atZero(model, starts.get(activity) ?? []);
    if (!without) return false;
    const { termination, bound } = await state.effort.solver.solve(
      without,
      limitsOfSchedule(state),
      state.effort.signal,
    );
    return termination !== 'infeasible' && (bound === null || bound >= this.value - ROUNDING);
  }
}

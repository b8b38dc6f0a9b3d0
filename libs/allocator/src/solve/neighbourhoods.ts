import { type FixedRest } from '@heli/lp';
import { ColumnKind, type SeasonModel } from '../model/season-model.js';

const WHOLE = 1e-6;
/** Rows longer than this tie everything to everything and lead nowhere. */
const LONGEST_ROW = 400;

/**
 * What is decided together with a column: the places of its role at that start or, for a start, venue, group, loan or
 * gift, everything of its activity. From there on along the rows: what uses them up in the plan or in the linear program.
 */
export class Neighbourhoods {
  private readonly units = new Map<number, number[]>();
  private readonly activities: number[][];

  /** @param relaxed point of the linear program, which shows where else the plan could go */
  constructor(
    private readonly index: SeasonModel,
    private readonly rest: FixedRest,
    private readonly relaxed: Float64Array,
  ) {
    this.activities = index.season.activities.map(() => []);
    for (let column = 0; column < rest.model.columnCount; column++) {
      this.activities[index.activityOf[column] ?? 0]?.push(column);
      if ((index.roleOf[column] ?? -1) < 0) continue;
      const unit = index.unitOf(column);
      const known = this.units.get(unit);
      if (known) known.push(column);
      else this.units.set(unit, [column]);
    }
  }

  /**
   * Columns around the seeds, nearest first, until there are so many.
   * @param room columns whose reduced cost alone would cost more than this are left out: no plan better than the one held uses them
   * @returns ascending
   */
  of(seeds: readonly number[], most: number, room: number, reduced: Float64Array): Int32Array {
    const { index, rest } = this;
    const chosen = new Set<number>();
    const doneUnits = new Set<number>();
    const doneActivities = new Set<number>();
    const doneRows = new Set<number>();
    const queue: number[] = [];
    const take = (columns: readonly number[]): void => {
      for (const column of columns) {
        if (chosen.has(column)) continue;
        const used = (rest.point[column] ?? 0) > WHOLE || (this.relaxed[column] ?? 0) > WHOLE;
        if (!used && -(reduced[column] ?? 0) > room) continue;
        chosen.add(column);
        if (used) queue.push(column);
      }
    };
    const open = (column: number): void => {
      const activity = index.activityOf[column] ?? 0;
      if (doneActivities.has(activity)) return;
      if ((index.roleOf[column] ?? -1) < 0) {
        doneActivities.add(activity);
        take(this.activities[activity] ?? []);
        return;
      }
      const unit = index.unitOf(column);
      if (doneUnits.has(unit)) return;
      doneUnits.add(unit);
      take(this.units.get(unit) ?? []);
      const presence = index.presenceColumn(activity, index.startOf[column] ?? 0);
      if (presence !== undefined) take([presence]);
    };
    for (const seed of seeds) open(seed);
    const { starts, indices } = rest.model.matrix;
    for (let head = 0; head < queue.length && chosen.size < most; head++) {
      const from = queue[head] ?? 0;
      rest.rowsOf(from, (row) => {
        const length = (starts[row + 1] ?? 0) - (starts[row] ?? 0);
        if (doneRows.has(row) || length > LONGEST_ROW) return;
        doneRows.add(row);
        const person = index.kinds[from] === ColumnKind.person;
        for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
          const column = indices[entry] ?? 0;
          if (chosen.size >= most) return;
          if (chosen.has(column) || (person && index.kinds[column] !== ColumnKind.person)) continue;
          if ((rest.point[column] ?? 0) > WHOLE || (this.relaxed[column] ?? 0) > WHOLE) open(column);
        }
      });
    }
    return Int32Array.from(chosen).sort();
  }
}

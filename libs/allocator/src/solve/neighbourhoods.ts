import { type Model } from '@heli/lp';
import { ColumnKind, type SeasonModel } from '../model/season-model.js';
import { type Relaxation } from './season-program.js';

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

  /** Columns of each row's entries, turned: the rows of each column. */
  private readonly rowStarts: Int32Array;
  private readonly rows: Int32Array;

  constructor(
    private readonly index: SeasonModel,
    private readonly model: Model,
    /** Column of the season behind each column of the model, ascending. */
    private readonly columns: Int32Array,
  ) {
    this.activities = index.season.activities.map(() => []);
    for (let column = 0; column < model.columnCount; column++) {
      this.activities[index.activityOf[this.seasonColumn(column)] ?? 0]?.push(column);
      if ((index.roleOf[this.seasonColumn(column)] ?? -1) < 0) continue;
      const unit = index.unitOf(this.seasonColumn(column));
      const known = this.units.get(unit);
      if (known) known.push(column);
      else this.units.set(unit, [column]);
    }
    const { starts, indices } = model.matrix;
    const counts = new Int32Array(model.columnCount + 1);
    for (const column of indices) counts[column + 1] = (counts[column + 1] ?? 0) + 1;
    for (let column = 0; column < model.columnCount; column++)
      counts[column + 1] = (counts[column + 1] ?? 0) + (counts[column] ?? 0);
    this.rowStarts = counts;
    this.rows = new Int32Array(indices.length);
    const next = counts.slice();
    for (let row = 0; row < model.rowCount; row++)
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        const column = indices[entry] ?? 0;
        this.rows[next[column] ?? 0] = row;
        next[column] = (next[column] ?? 0) + 1;
      }
  }

  private seasonColumn(column: number): number {
    return this.columns[column] ?? -1;
  }

  /** By halving: columns of the season are in ascending order. */
  private modelColumn(seasonColumn: number): number {
    let low = 0;
    let high = this.columns.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.columns[middle] ?? 0) < seasonColumn) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Columns around the seeds, nearest first, until there are so many.
   * @param point the plan held
   * @param relaxation of the season's program, which shows where else the plan could go
   * @param room columns whose reduced cost alone would cost more than this are left out: no plan better than the one held uses them
   * @returns ascending
   */
  of(
    seeds: readonly number[],
    point: Float64Array,
    { values, reduced }: Relaxation,
    most: number,
    room: number,
  ): Int32Array {
    const { index, model } = this;
    const isUsed = (column: number): boolean => (point[column] ?? 0) > WHOLE || (values[column] ?? 0) > WHOLE;
    const chosen = new Set<number>();
    const doneUnits = new Set<number>();
    const doneActivities = new Set<number>();
    const doneRows = new Set<number>();
    const queue: number[] = [];
    const take = (columns: readonly number[]): void => {
      for (const column of columns) {
        if (chosen.has(column)) continue;
        const used = isUsed(column);
        if (!used && -(reduced[column] ?? 0) > room) continue;
        chosen.add(column);
        if (used) queue.push(column);
      }
    };
    const open = (column: number): void => {
      const own = this.seasonColumn(column);
      const activity = index.activityOf[own] ?? 0;
      if (doneActivities.has(activity)) return;
      if ((index.roleOf[own] ?? -1) < 0) {
        doneActivities.add(activity);
        take(this.activities[activity] ?? []);
        return;
      }
      const unit = index.unitOf(own);
      if (doneUnits.has(unit)) return;
      doneUnits.add(unit);
      take(this.units.get(unit) ?? []);
      const presence = index.presenceColumn(activity, index.startOf[own] ?? 0);
      if (presence !== undefined) take([this.modelColumn(presence)]);
    };
    for (const seed of seeds) open(seed);
    const { starts, indices } = model.matrix;
    for (let head = 0; head < queue.length && chosen.size < most; head++) {
      const from = queue[head] ?? 0;
      const person = index.kinds[this.seasonColumn(from)] === ColumnKind.person;
      for (let at = this.rowStarts[from] ?? 0; at < (this.rowStarts[from + 1] ?? 0); at++) {
        const row = this.rows[at] ?? 0;
        const length = (starts[row + 1] ?? 0) - (starts[row] ?? 0);
        if (doneRows.has(row) || length > LONGEST_ROW) continue;
        doneRows.add(row);
        for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
          const column = indices[entry] ?? 0;
          if (chosen.size >= most) break;
          if (chosen.has(column) || (person && index.kinds[this.seasonColumn(column)] !== ColumnKind.person))
            continue;
          if (isUsed(column)) open(column);
        }
      }
    }
    return Int32Array.from(chosen).sort();
  }
}

import { type Model } from '@heli/lp';
import { type BuiltModel, buildModel } from '../model/build.js';
import { nth, type Season } from '../season/season.js';
import { Couplings, rowsFor } from '../solve/couplings.js';
import { Cutter, type ExtraColumn, pointsRow, type SeasonRow } from '../solve/submodel.js';
import { type Goal } from './lexicographic.js';
import { type Wanted } from './wanted.js';
import { type DecidedPlan } from './decided-plan.js';
import { loadPoint } from './point.js';

/**
 * - `residual`: what a part may do while the rest of the season stays as decided; a point of it is a plan.
 * - `relaxed`: what a part could do in any plan of the season, whatever the rest does; its best bounds the part's share of every plan.
 */
export type Mode = 'residual' | 'relaxed';

/** Some activities of a season with all that they could do, among the others as they are decided. */
export class Neighbourhood {
  readonly built: BuiltModel;
  readonly couplings: Couplings;
  /** What is decided, by column. */
  readonly point: Float64Array;
  private readonly cutter: Cutter;
  private readonly pointsOfTier = new Map<Goal, Float64Array>();
  /** By activity: its columns, and the rows that concern it alone. */
  private readonly columnsOf = new Map<number, number[]>();
  private readonly rowsOf = new Map<number, number[]>();

  constructor(
    readonly season: Season,
    readonly open: ReadonlySet<number>,
    readonly decided: DecidedPlan,
  ) {
    this.built = buildModel(season, 'strong', { open, decided });
    const { model, index } = this.built;
    this.couplings = new Couplings(this.built);
    this.cutter = new Cutter(model);
    this.point = loadPoint(index, decided, open);
    for (const activity of open) {
      this.columnsOf.set(activity, []);
      this.rowsOf.set(activity, []);
    }
    index.activityOf.forEach((activity, column) => this.columnsOf.get(activity)?.push(column));
    const between = new Set(index.couplingRows);
    for (let row = 0; row < model.rowCount; row++) {
      const first = model.matrix.indices[model.matrix.starts[row] ?? 0];
      if (first !== undefined && !between.has(row)) this.rowsOf.get(index.activityOf[first] ?? -1)?.push(row);
    }
  }

  /** "This person serves in this role"; null where the person cannot. */
  serving({ volunteer, activity, role }: Wanted): SeasonRow | null {
    const columns = (this.built.index.people[volunteer] ?? []).flatMap((person) =>
      person.activity === activity && person.role === role ? [person.column] : [],
    );
    return columns.length === 0 ? null : { columns, values: columns.map(() => 1), lower: 1, upper: 1 };
  }

  /** Columns of the open activities. */
  get width(): number {
    let width = 0;
    for (const columns of this.columnsOf.values()) width += columns.length;
    return width;
  }

  /** Points of a tier by column of the neighbourhood's model. */
  points(tier: Goal): Float64Array {
    let points = this.pointsOfTier.get(tier);
    if (!points) this.pointsOfTier.set(tier, (points = tier.points(this.built.index)));
    return points;
  }

  /** @param always rows that every point of the part has to keep beside those of the rules */
  part(activities: ReadonlySet<number> = this.open, always: readonly SeasonRow[] = []): Part {
    const columns = [...activities].flatMap((activity) => this.columnsOf.get(activity) ?? []);
    return new Part(this, activities, Int32Array.from(columns).sort(), always);
  }

  /**
   * Rows inside the activities of a part. Where an activity builds on one outside, the rows that have nothing ready to
   * lean on say "not as things are decided": left out of `relaxed`, for the other could be moved.
   */
  rowsInside(activities: ReadonlySet<number>, mode: Mode): number[] {
    const { index } = this.built;
    const rows: number[] = [];
    for (const activity of activities) {
      const leans = nth(this.season.activities, activity).predecessors.some(
        (other) => !activities.has(other),
      );
      for (const row of this.rowsOf.get(activity) ?? [])
        if (mode === 'residual' || !leans || index.ruleNames[index.ruleOfRow[row] ?? 0] !== 'predecessors')
          rows.push(row);
    }
    return rows.sort((a, b) => a - b);
  }

  cut(
    columns: Int32Array,
    rows: readonly number[],
    cost: (column: number) => number,
    extra: readonly SeasonRow[],
    extraColumns: readonly ExtraColumn[],
  ): Model {
    return this.cutter.cut(
      { name: 'neighbourhood', columns, rows: Int32Array.from(rows) },
      cost,
      extra,
      extraColumns,
    );
  }
}

/** A model of a part, and where the rows begin that tie it to the rest. */
export interface PartModel {
  readonly model: Model;
  readonly between: readonly SeasonRow[];
  readonly firstBetween: number;
}

/** Some of the open activities, to be decided while the others stay. */
export class Part {
  private readonly isInside: (column: number) => boolean;
  private readonly betweenOf = new Map<Mode, SeasonRow[]>();
  readonly touching: readonly number[];

  constructor(
    readonly around: Neighbourhood,
    readonly activities: ReadonlySet<number>,
    /** Columns of the neighbourhood's model, ascending; a point of the part has one entry for each. */
    readonly columns: Int32Array,
    private readonly always: readonly SeasonRow[],
    /**
     * Columns beside the season's, numbered from `besidesFrom`; a point has their entries after those of `columns`, and a
     * goal that gives them points has them in its array at these numbers.
     */
    private readonly besides: readonly ExtraColumn[] = [],
  ) {
    const { activityOf } = around.built.index;
    this.isInside = (column) => activities.has(activityOf[column] ?? -1);
    this.touching = around.couplings.touching({ name: 'part', columns, rows: new Int32Array(0) });
  }

  /** Number of the first column beside the season's. */
  get besidesFrom(): number {
    return this.around.built.model.columnCount;
  }

  /** Entries of a point. */
  get width(): number {
    return this.columns.length + this.besides.length;
  }

  /** Numbers of the columns beside the season's. */
  get besideColumns(): number[] {
    return this.besides.map((_, at) => this.besidesFrom + at);
  }

  /** The same part with more columns and with rows that every point has to keep. */
  with(always: readonly SeasonRow[], besides: readonly ExtraColumn[] = []): Part {
    return new Part(
      this.around,
      this.activities,
      this.columns,
      [...this.always, ...always],
      [...this.besides, ...besides],
    );
  }

  contains(column: number): boolean {
    return this.isInside(column);
  }

  /** Rows between the part and the rest, and between the activities of the part. */
  between(mode: Mode): readonly SeasonRow[] {
    let rows = this.betweenOf.get(mode);
    if (!rows) {
      const { couplings, point, built } = this.around;
      const upper = (column: number): number => built.model.upper[column] ?? 0;
      rows = rowsFor(couplings, this.touching, this.isInside, point, mode, upper);
      this.betweenOf.set(mode, rows);
    }
    return rows;
  }

  /**
   * Whether something outside that builds on the part could never take place as decided: no start that is left comes
   * before it. The model has no row for this, as there is no column to write it with.
   */
  get isBlocked(): boolean {
    const { season, decided, built } = this.around;
    return season.activities.some(({ index, starts, predecessors }) => {
      const held = decided[index];
      if (!held || this.activities.has(index)) return false;
      const { start: moment } = nth(starts, held.start);
      return predecessors.some(
        (before) =>
          this.activities.has(before) &&
          !built.index
            .startsOf(before)
            .some(({ start }) => nth(nth(season.activities, before).starts, start).end <= moment),
      );
    });
  }

  /**
   * Maximises `cost` over the part.
   * @param extraColumns numbered after those beside the season's that the part has anyway
   */
  model(
    mode: Mode,
    cost: (column: number) => number,
    extra: readonly SeasonRow[] = [],
    extraColumns: readonly ExtraColumn[] = [],
  ): PartModel {
    const rows = this.around.rowsInside(this.activities, mode);
    const between = this.between(mode);
    const model = this.around.cut(
      this.columns,
      rows,
      cost,
      [...between, ...this.always, ...extra],
      [
        ...this.besides.map((column, at) => ({ ...column, cost: cost(this.besidesFrom + at) })),
        ...extraColumns,
      ],
    );
    return { model, between, firstBetween: rows.length };
  }

  /** Points that a point of the part makes in a tier. */
  value(tier: Goal, point: Float64Array): number {
    const points = this.around.points(tier);
    let sum = 0;
    this.columns.forEach((column, position) => (sum += (points[column] ?? 0) * (point[position] ?? 0)));
    this.besides.forEach((_, at) => {
      sum += (points[this.besidesFrom + at] ?? 0) * (point[this.columns.length + at] ?? 0);
    });
    return Math.round(sum);
  }

  /** "At least so many points of this tier." */
  floor(tier: Goal, least: number): SeasonRow {
    return pointsRow([...this.columns, ...this.besideColumns], this.around.points(tier), least);
  }
}

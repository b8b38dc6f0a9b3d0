import { type Model, ModelBuilder } from '@heli/lp';
import { nth, type Season } from '../season/season.js';
import { isMinor } from '../season/minors.js';
import { SeasonTooWide } from './too-wide.js';

/** What a column decides. */
export const ColumnKind = {
  /** The activity takes place at this start. */
  start: 0,
  /** … in this venue; only where there is more than one. */
  option: 1,
  /** A person serves in a role. */
  person: 2,
  /** A group serves a demand. */
  group: 3,
  /** Units lent. */
  loan: 4,
  /** Fen spent. */
  fund: 5,
  /** Places of a role filled up to the target. */
  filled: 6,
  /** Places of a role filled beyond the target. */
  surplus: 7,
  /** A grown-up is there. */
  grownUp: 8,
} as const;
export type ColumnKind = (typeof ColumnKind)[keyof typeof ColumnKind];

export interface PersonColumn {
  readonly column: number;
  readonly volunteer: number;
  readonly activity: number;
  readonly start: number;
  readonly role: number;
}
export interface OptionColumn {
  readonly column: number;
  /** Position of the venue, -1 for none. */
  readonly venue: number;
}
export interface GroupColumn {
  readonly column: number;
  readonly group: number;
  readonly activity: number;
  readonly start: number;
  readonly demand: number;
}
export interface LoanColumn {
  readonly column: number;
  readonly equipment: number;
  readonly activity: number;
  readonly start: number;
}
export interface FundColumn {
  readonly column: number;
  readonly donation: number;
  readonly activity: number;
  /** Position of the budget line, -1 for the price of the booking. */
  readonly line: number;
  /** The most that it may be, fen. */
  readonly most: number;
}

/**
 * `strong`: each person is linked to a start on their own (Σ_r x ≤ z). `textbook`: only the rows that count a role's
 * people link them to a start. Both have the same whole-number points; they differ in what the relaxation allows.
 */
export type Formulation = 'strong' | 'textbook';

const startKey = (activity: number, start: number): number => activity * 512 + start;

/** The season's decisions as columns, and the rows that the rules add. Grows while it is built; `finish` closes it. */
export class SeasonModel {
  private collected: ModelBuilder | null = new ModelBuilder('season', 'max');
  /** One entry a column. */
  readonly kinds: ColumnKind[] = [];
  readonly activityOf: number[] = [];
  readonly startOf: number[] = [];
  /** Rows that tie activities together; left out when the season is split, then checked. Filled by `finish`. */
  readonly couplingRows: number[] = [];
  /** Activities that a decision taken before the run wants and that no column could give it. */
  readonly impossible = new Set<number>();
  /** Position of the role behind the column of a person; -1 for other columns. */
  readonly roleOf: number[] = [];
  /** Name of the rule behind each row, as a position in `ruleNames`. */
  readonly ruleOfRow: number[] = [];
  readonly ruleNames: string[] = [];
  /** Id of the spending limit behind a row. */
  readonly spendingRows = new Map<number, string>();

  readonly people: PersonColumn[][];
  readonly roles = new Map<number, PersonColumn[][]>();
  readonly groups: GroupColumn[][];
  readonly demands = new Map<number, GroupColumn[][]>();
  readonly loans: LoanColumn[][];
  readonly loansAt = new Map<number, LoanColumn[][]>();
  readonly funds: FundColumn[][];
  private readonly fundLines = new Map<number, Map<number, FundColumn[]>>();
  readonly filled = new Map<number, number[]>();
  readonly surplus: { readonly column: number; readonly activity: number }[] = [];

  private readonly starts = new Map<number, number>();
  private readonly options = new Map<number, OptionColumn[]>();
  private readonly presence = new Map<number, number>();
  private currentRule = 0;

  constructor(
    readonly season: Season,
    readonly formulation: Formulation,
    private readonly mostColumns = Infinity,
  ) {
    this.people = season.volunteers.map(() => []);
    this.groups = season.groups.map(() => []);
    this.loans = season.equipment.map(() => []);
    this.funds = season.donations.map(() => []);
  }

  /** @throws Error after `release` */
  get builder(): ModelBuilder {
    if (!this.collected) throw new Error('the model of this season is finished');
    return this.collected;
  }

  /** Lets go of the rows as they were collected, which the finished model has in a form of its own. */
  release(): void {
    this.collected = null;
  }

  /** @throws SeasonTooWide for one column too many */
  column(
    kind: ColumnKind,
    activity: number,
    start: number,
    shape: {
      readonly upper: number;
      readonly integer: boolean;
      readonly lower?: number;
      readonly role?: number;
    },
  ): number {
    if (this.kinds.length >= this.mostColumns) throw new SeasonTooWide(this.mostColumns, this.activityOf);
    this.roleOf.push(shape.role ?? -1);
    this.kinds.push(kind);
    this.activityOf.push(activity);
    this.startOf.push(start);
    return this.builder.column({
      lower: shape.lower ?? 0,
      upper: shape.upper,
      cost: 0,
      integer: shape.integer,
    });
  }

  /** Rows that follow belong to this rule. */
  beginRule(name: string): void {
    this.currentRule = this.ruleNames.push(name) - 1;
  }

  /** Adds `lower ≤ Σ values · columns ≤ upper`. */
  row(lower: number, upper: number, columns: readonly number[], values: readonly number[]): number {
    this.ruleOfRow.push(this.currentRule);
    return this.builder.row(lower, upper, columns, values);
  }

  /** Σ columns ≤ upper, left out where it says nothing. */
  atMost(upper: number, columns: readonly number[]): void {
    if (columns.length > upper)
      this.row(
        -Infinity,
        upper,
        columns,
        columns.map(() => 1),
      );
  }

  setStart(activity: number, start: number, column: number, options: OptionColumn[]): void {
    this.starts.set(startKey(activity, start), column);
    this.options.set(startKey(activity, start), options);
  }

  /** Column of "takes place at this start"; undefined where it cannot. */
  startColumn(activity: number, start: number): number | undefined {
    return this.starts.get(startKey(activity, start));
  }

  startsOf(activity: number): { readonly start: number; readonly column: number }[] {
    const found: { start: number; column: number }[] = [];
    for (const { index } of this.season.activities[activity]?.starts ?? []) {
      const column = this.startColumn(activity, index);
      if (column !== undefined) found.push({ start: index, column });
    }
    return found;
  }

  optionsAt(activity: number, start: number): readonly OptionColumn[] {
    return this.options.get(startKey(activity, start)) ?? [];
  }

  rolesAt(activity: number, start: number): readonly PersonColumn[][] {
    return this.roles.get(startKey(activity, start)) ?? [];
  }
  setRolesAt(activity: number, start: number, columns: PersonColumn[][]): void {
    this.roles.set(startKey(activity, start), columns);
  }
  demandsAt(activity: number, start: number): readonly GroupColumn[][] {
    return this.demands.get(startKey(activity, start)) ?? [];
  }
  setDemandsAt(activity: number, start: number, columns: GroupColumn[][]): void {
    this.demands.set(startKey(activity, start), columns);
  }
  setLoansAt(activity: number, start: number, columns: LoanColumn[][]): void {
    this.loansAt.set(startKey(activity, start), columns);
  }
  loansOf(activity: number, start: number): readonly LoanColumn[][] {
    return this.loansAt.get(startKey(activity, start)) ?? [];
  }
  filledAt(activity: number, start: number): readonly number[] {
    return this.filled.get(startKey(activity, start)) ?? [];
  }
  setFilledAt(activity: number, start: number, columns: number[]): void {
    this.filled.set(startKey(activity, start), columns);
  }

  /** Fund columns of an activity by position of the budget line (-1: the price of the booking). */
  fundsOfActivity(activity: number): ReadonlyMap<number, readonly FundColumn[]> {
    return this.fundLines.get(activity) ?? new Map<number, FundColumn[]>();
  }
  setFundsOfActivity(activity: number, lines: Map<number, FundColumn[]>): void {
    this.fundLines.set(activity, lines);
  }

  /** Minors may be there only when this column is 1. */
  setPresence(activity: number, start: number, column: number): void {
    this.presence.set(startKey(activity, start), column);
  }

  /** The places that a person's column is one of: one role of an activity at one start. */
  unitOf(column: number): number {
    return (
      startKey(this.activityOf[column] ?? 0, this.startOf[column] ?? 0) * 64 + (this.roleOf[column] ?? 0)
    );
  }

  /** Whether a person counts as a minor. */
  isMinor(volunteer: number): boolean {
    return isMinor(nth(this.season.volunteers, volunteer).raw);
  }

  /** "A grown-up is there"; undefined where no minors could serve. */
  presenceColumn(activity: number, start: number): number | undefined {
    return this.presence.get(startKey(activity, start));
  }

  /** The column that a person's presence is linked to: the start itself or, for minors, "a grown-up is there". */
  linkColumn(activity: number, start: number, minor: boolean): number | undefined {
    return (
      (minor ? this.presence.get(startKey(activity, start)) : undefined) ?? this.startColumn(activity, start)
    );
  }

  finish(): Model {
    const model = this.builder.build();
    const { starts, indices } = model.matrix;
    for (let row = 0; row < model.rowCount; row++) {
      const first = this.activityOf[indices[starts[row] ?? 0] ?? 0];
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++)
        if (this.activityOf[indices[entry] ?? 0] !== first) {
          this.couplingRows.push(row);
          break;
        }
    }
    return model;
  }
}

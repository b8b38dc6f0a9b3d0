import { type OptionColumn, type PersonColumn } from '../model/season-model.js';
import { nth } from '../season/season.js';
import { leadersAmong } from '../rules/qualified-leader.js';
import { keepsBlock, keepsCouplingsOf } from './keeps.js';
import { type BlockState, type SeasonState } from './state.js';

const SLACK = 1e-6;
/** Starts of one activity that are tried before the solver is asked. */
const MOST_STARTS = 8;

/**
 * Serves one activity without a solver where that is easy: its best start and venue, and in each role the people who so
 * far carry the smallest share of what they offered and are least needed elsewhere.
 *
 * The guess knows little of rules; it is believed only when the point keeps every row of the block and every row that
 * ties it to the rest of the plan, and only when it reaches the bound that needs no solver (every place filled, the best
 * venue). Then it is proven optimal for the tiers before fairness. In a season with enough people most activities are
 * such, and the solver is left with those where something is scarce.
 */
export class Construction {
  /** How much each person is asked for: Σ over the places they could take of places per candidate. */
  private readonly demandOn: Float64Array;
  /** What each person carries in the activities served so far, minutes; NaN where that has to be added up anew. */
  private readonly loads: Float64Array;
  /** Activity that was served last, here or by the solver; -1: none. */
  private last = -1;

  constructor(private readonly state: SeasonState) {
    const { index } = state.built;
    this.demandOn = new Float64Array(index.season.volunteers.length);
    this.loads = new Float64Array(index.season.volunteers.length).fill(NaN);
    for (const activity of index.season.activities) {
      const starts = index.startsOf(activity.index);
      for (const { start } of starts)
        index.rolesAt(activity.index, start).forEach((people, role) => {
          const target = nth(activity.roles, role).raw.target;
          const share = Math.min(1, target / Math.max(1, people.length)) / starts.length;
          for (const { volunteer } of people)
            this.demandOn[volunteer] = (this.demandOn[volunteer] ?? 0) + share;
        });
    }
  }

  /**
   * Whether the block was served up to its bound; the plan is changed only then.
   * @param anyhow the time is up: what keeps every row will do, with the bound that needs no solver
   */
  serve(target: BlockState, anyhow = false): boolean {
    const { state } = this;
    const { index } = state.built;
    const { block } = target;
    const activity = index.activityOf[block.columns[0] ?? 0] ?? 0;
    this.forgetLoads(activity);
    if (block.columns.some((column) => index.activityOf[column] !== activity)) return false;
    const bound = Math.min(target.bound, state.trivialBound(block));
    let tried = 0;
    for (const { start, column } of index.startsOf(activity)) {
      const options = index.optionsAt(activity, start);
      const rest = this.reach(activity, start, column, options);
      for (const option of options) {
        const own = option.column === column ? 0 : state.weighted(option.column);
        if (!anyhow && rest + own < bound - SLACK) continue;
        if (tried++ >= MOST_STARTS) return false;
        if (
          this.place(activity, start, column, option, anyhow) &&
          keepsBlock(state, block) &&
          keepsCouplingsOf(state, block)
        ) {
          state.adopt(target, state.pointOf(block));
          if (anyhow || state.weightedPoints(target) >= bound - SLACK) {
            target.bound = bound;
            target.method = 'lp';
            target.solved = true;
            return true;
          }
        }
        this.clear(target);
      }
    }
    return false;
  }

  /** Whoever serves in the activity that was decided last carries more than before. */
  private forgetLoads(next: number): void {
    const { built, values } = this.state;
    if (this.last >= 0)
      for (const { start } of built.index.startsOf(this.last))
        for (const people of built.index.rolesAt(this.last, start))
          for (const { column, volunteer } of people)
            if ((values[column] ?? 0) > 0.5) this.loads[volunteer] = NaN;
    this.last = next;
  }

  private loadOf(volunteer: number): number {
    const { couplings, values } = this.state;
    const known = this.loads[volunteer] ?? NaN;
    if (!Number.isNaN(known)) return known;
    const row = couplings.loadRow[volunteer] ?? -1;
    const load = row < 0 ? 0 : couplings.activity(row, values);
    this.loads[volunteer] = load;
    return load;
  }

  /** Weighted points of a start with every place filled, its venue left out. */
  private reach(activity: number, start: number, column: number, options: readonly OptionColumn[]): number {
    const { state } = this;
    const { index, model } = state.built;
    let sum = state.weighted(column);
    if (options.length === 1 && options[0]?.column !== column) sum += state.weighted(options[0]?.column ?? 0);
    for (const filled of index.filledAt(activity, start))
      sum += state.weighted(filled) * (model.upper[filled] ?? 0);
    return sum;
  }

  private clear(target: BlockState): void {
    for (const column of target.block.columns) this.state.values[column] = 0;
    target.points = this.state.before.map(() => 0);
  }

  /** Writes the guess into the plan; false when a place stays empty that must not. */
  private place(
    activity: number,
    start: number,
    column: number,
    option: OptionColumn,
    mayStayEmpty: boolean,
  ): boolean {
    const { state } = this;
    const { index } = state.built;
    const { values } = state;
    if (!this.fits(column) || (option.column !== column && !this.fits(option.column))) return false;
    values[column] = 1;
    values[option.column] = 1;
    return (
      this.placePeople(activity, start, mayStayEmpty) &&
      this.placeGroups(activity, start) &&
      this.placeLoans(activity, start) &&
      this.placeFunds(activity, start, option, index.season.activities[activity]?.starts[start]?.start ?? 0)
    );
  }

  /** Whether the rows between activities leave room for one more unit of the column. */
  private fits(column: number, units = 1): boolean {
    const { couplings, values } = this.state;
    return couplings.rowsOf(column, (id, coefficient) => {
      const { upper } = couplings.get(id);
      return upper === Infinity || couplings.activity(id, values) + coefficient * units <= upper + SLACK;
    });
  }

  private placePeople(activity: number, start: number, mayStayEmpty: boolean): boolean {
    const { state } = this;
    const { index, model } = state.built;
    const { raw, roles } = nth(index.season.activities, activity);
    const { values } = state;
    const filled = index.filledAt(activity, start);
    const used = new Set<number>();
    let grownUps = 0;
    const byRole = index.rolesAt(activity, start);
    // Roles with the fewest candidates a place first: what they leave over is wider than what they take.
    const order = roles
      .map(({ index: role }) => role)
      .sort(
        (a, b) =>
          this.slackOf(byRole[a], roles[a]?.raw.target) - this.slackOf(byRole[b], roles[b]?.raw.target),
      );
    for (const role of order) {
      const people = byRole[role] ?? [];
      const places = model.upper[filled[role] ?? 0] ?? 0;
      const leaders = leadersAmong(
        index,
        nth(index.season.activities, activity),
        nth(roles, role),
        start,
        people,
      );
      let taken = 0;
      const take = (person: PersonColumn): void => {
        values[person.column] = 1;
        used.add(person.volunteer);
        taken += 1;
        if (!index.isMinor(person.volunteer)) grownUps += 1;
      };
      const ranked = this.ranked(people, raw.durationMinutes);
      if (leaders) {
        const leader = ranked.find(
          (person) => leaders.includes(person) && !used.has(person.volunteer) && this.fits(person.column),
        );
        if (!leader) return false;
        take(leader);
      }
      for (const person of ranked) {
        if (taken >= places) break;
        if (!used.has(person.volunteer) && this.fits(person.column)) take(person);
      }
      if (taken < places && !mayStayEmpty) return false;
      values[filled[role] ?? 0] = taken;
    }
    const presence = index.presenceColumn(activity, start);
    if (presence !== undefined) values[presence] = grownUps > 0 ? 1 : 0;
    return true;
  }

  private slackOf(people: readonly PersonColumn[] | undefined, places: number | undefined): number {
    return (people?.length ?? 0) / Math.max(1, places ?? 0);
  }

  /** Those with the smallest share of their time first, after what they would then carry and how sought they are. */
  private ranked(people: readonly PersonColumn[], minutes: number): PersonColumn[] {
    const { state } = this;
    const { index } = state.built;
    const keyOf = ({ volunteer }: PersonColumn): number => {
      const sought = this.demandOn[volunteer] ?? 0;
      return (
        (this.loadOf(volunteer) + minutes) / nth(index.season.volunteers, volunteer).offeredMinutes +
        0.05 * sought
      );
    };
    return people
      .map((person) => ({ person, key: keyOf(person) }))
      .sort((a, b) => a.key - b.key || a.person.column - b.person.column)
      .map(({ person }) => person);
  }

  private placeGroups(activity: number, start: number): boolean {
    const { index } = this.state.built;
    const used = new Set<number>();
    return index.demandsAt(activity, start).every((columns, demand) => {
      let open = nth(nth(index.season.activities, activity).raw.groups, demand).count;
      const ranked = [...columns].sort(
        (a, b) => (index.groups[a.group]?.length ?? 0) - (index.groups[b.group]?.length ?? 0),
      );
      for (const entry of ranked) {
        if (open === 0) break;
        if (used.has(entry.group) || !this.fits(entry.column)) continue;
        this.state.values[entry.column] = 1;
        used.add(entry.group);
        open -= 1;
      }
      return open === 0;
    });
  }

  private placeLoans(activity: number, start: number): boolean {
    const { index, model } = this.state.built;
    return index.loansOf(activity, start).every((columns, demand) => {
      let open = nth(nth(index.season.activities, activity).raw.equipment, demand).quantity;
      for (const { column } of columns) {
        const room = this.roomOf(column, Math.min(open, model.upper[column] ?? 0));
        this.state.values[column] = Math.floor(room + SLACK);
        open -= this.state.values[column] ?? 0;
      }
      return open === 0;
    });
  }

  /** Gifts that can pay for the least else first. */
  private placeFunds(activity: number, start: number, option: OptionColumn, instant: number): boolean {
    const { index, model } = this.state.built;
    const { season } = index;
    for (const [line, columns] of index.fundsOfActivity(activity)) {
      let open =
        line < 0
          ? option.venue < 0
            ? 0
            : nth(season.venues, option.venue).raw.costFen
          : nth(nth(season.activities, activity).raw.budget, line).minFen;
      const ranked = [...columns].sort(
        (a, b) => (index.funds[a.donation]?.length ?? 0) - (index.funds[b.donation]?.length ?? 0),
      );
      for (const { column, donation } of ranked) {
        const gift = nth(season.donations, donation);
        if (instant < gift.from || instant >= gift.until) continue;
        const amount = this.roomOf(column, Math.min(open, model.upper[column] ?? 0));
        this.state.values[column] = amount;
        open -= amount;
      }
      if (open > SLACK) return false;
    }
    return true;
  }

  /** The most, up to a wish, that the rows between activities leave for a column. */
  private roomOf(column: number, wish: number): number {
    const { couplings, values } = this.state;
    let room = wish;
    couplings.rowsOf(column, (id, coefficient) => {
      const { upper } = couplings.get(id);
      if (upper !== Infinity && coefficient > 0)
        room = Math.min(room, (upper - couplings.activity(id, values)) / coefficient);
      return true;
    });
    return Math.max(0, room);
  }
}

import { type PersonColumn } from '../model/season-model.js';
import { minutesOf } from '../rules/work-limits.js';
import { type BlockState, type SeasonState } from './state.js';
import { keepsBlock } from './keeps.js';

const SLACK = 1e-6;
/** People looked at before a search is given up. */
const MOST_PEOPLE = 600;
/** Chains tried on the real rows before a search is given up. */
const MOST_CHAINS = 40;

interface Step {
  /** Who would give up a place, and which. */
  readonly from: number;
  readonly gives: PersonColumn;
  /** The same place as a column of the person who would take it. */
  readonly takes: PersonColumn;
}

export type Relief =
  | { readonly kind: 'relieved' }
  /** Everyone through whom a chain could go: the places that they hold can only be held by them. */
  | { readonly kind: 'stuck'; readonly people: ReadonlySet<number>; readonly closed: boolean };

/**
 * Moves one place off a person along a chain of stand-ins: the first takes it, giving a place of their own to the
 * second, and so on to somebody with room; an augmenting path, as in a flow of work. Source: Megiddo, "Optimal flows in
 * networks with multiple sources and sinks", 1974, for why the reached set is the bottleneck when none is found.
 */
export class Exchange {
  private readonly placesOf: readonly (readonly PersonColumn[])[];
  private readonly blockAt = new Map<number, BlockState>();

  constructor(private readonly state: SeasonState) {
    this.placesOf = state.built.index.people;
    for (const entry of state.states) this.blockAt.set(entry.order, entry);
  }

  loadOf(volunteer: number): number {
    const row = this.state.couplings.loadRow[volunteer] ?? -1;
    return row < 0 ? 0 : this.state.couplings.activity(row, this.state.values);
  }

  /** @param capOf the most that a person may carry afterwards, minutes */
  relieve(person: number, capOf: (volunteer: number) => number): Relief {
    const { index } = this.state.built;
    const { values } = this.state;
    const reached = new Map<number, Step | null>([[person, null]]);
    const queue = [person];
    let chains = 0;
    for (const giver of queue) {
      const into = reached.get(giver) ?? null;
      const load = this.loadOf(giver) + (into ? minutesOf(index, into.takes) : 0);
      for (const gives of this.placesOf[giver] ?? []) {
        if ((values[gives.column] ?? 0) < 0.5) continue;
        const minutes = minutesOf(index, gives);
        // A link of the chain must end within its own limit; the first only has to carry less.
        if (into && load - minutes > capOf(giver)) continue;
        for (const takes of index.rolesAt(gives.activity, gives.start)[gives.role] ?? []) {
          if (reached.has(takes.volunteer) || this.servesIn(takes)) continue;
          reached.set(takes.volunteer, { from: giver, gives, takes });
          const room = capOf(takes.volunteer) - this.loadOf(takes.volunteer);
          if (room >= minutes && this.isFree(takes)) {
            if (this.applyChain(reached, takes.volunteer)) return { kind: 'relieved' };
            if (++chains >= MOST_CHAINS)
              return { kind: 'stuck', people: new Set(reached.keys()), closed: false };
          }
          queue.push(takes.volunteer);
          if (queue.length > MOST_PEOPLE) return { kind: 'stuck', people: new Set(queue), closed: false };
        }
      }
    }
    return { kind: 'stuck', people: new Set(reached.keys()), closed: true };
  }

  private servesIn({ volunteer, activity }: PersonColumn): boolean {
    return (this.placesOf[volunteer] ?? []).some(
      (other) => other.activity === activity && (this.state.values[other.column] ?? 0) > 0.5,
    );
  }

  /** Whether no row but the person's own load stands against the place, the plan as it is. */
  private isFree({ column }: PersonColumn): boolean {
    const { couplings, values } = this.state;
    return couplings.rowsOf(column, (id, coefficient) => {
      const { upper, volunteer } = couplings.get(id);
      return volunteer >= 0 || couplings.activity(id, values) + coefficient <= upper + SLACK;
    });
  }

  private applyChain(reached: ReadonlyMap<number, Step | null>, last: number): boolean {
    const { state } = this;
    const steps: Step[] = [];
    for (let step = reached.get(last); step; step = reached.get(step.from)) steps.push(step);
    for (const { gives, takes } of steps) {
      state.values[gives.column] = 0;
      state.values[takes.column] = 1;
    }
    const blocks = new Set<BlockState>();
    for (const { gives } of steps) {
      const block = this.blockAt.get(state.blockOf[gives.column] ?? -1);
      if (block) blocks.add(block);
      this.setPresence(gives);
    }
    const touched = new Set<number>();
    for (const { takes } of steps)
      state.couplings.rowsOf(takes.column, (id) => {
        touched.add(id);
        return true;
      });
    const sound =
      steps.every(({ gives, takes }) => this.worthAsMuch(gives.column, takes.column)) &&
      [...blocks].every((block) => keepsBlock(state, block.block)) &&
      [...touched].every((id) => {
        const { lower, upper, volunteer } = state.couplings.get(id);
        if (volunteer >= 0) return true;
        const sum = state.couplings.activity(id, state.values);
        return sum >= lower - SLACK && sum <= upper + SLACK;
      });
    if (sound) return true;
    for (const { gives, takes } of steps) {
      state.values[takes.column] = 0;
      state.values[gives.column] = 1;
    }
    for (const { gives } of steps) this.setPresence(gives);
    return false;
  }

  /** Who serves matters to the tiers before fairness only where people were told before. */
  private worthAsMuch(gives: number, takes: number): boolean {
    return this.state.before.every((points) => (points[gives] ?? 0) === (points[takes] ?? 0));
  }

  /** "A grown-up is there" follows from who serves. */
  private setPresence({ activity, start }: PersonColumn): void {
    const { index } = this.state.built;
    const presence = index.presenceColumn(activity, start);
    if (presence === undefined) return;
    const grownUp = index
      .rolesAt(activity, start)
      .flat()
      .some((person) => (this.state.values[person.column] ?? 0) > 0.5 && !index.isMinor(person.volunteer));
    this.state.values[presence] = grownUp ? 1 : 0;
  }
}

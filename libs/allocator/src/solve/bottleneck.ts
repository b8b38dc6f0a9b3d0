import { commonDivisor } from '@heli/lp';
import { type PersonColumn } from '../model/season-model.js';
import { minutesOf } from '../rules/work-limits.js';
import { nth } from '../season/season.js';
import { mergeBlocks } from './blocks.js';
import { rowsFor } from './couplings.js';
import { floorRow } from './service.js';
import { type BlockState, type SeasonState } from './state.js';

/** Blocks whose least work is asked of the solver; more, and the proof is left to the season's program. */
const MOST_PROGRAMS = 60;

/**
 * The least minutes that a set of people must carry together in every plan that keeps what each block makes in the tiers
 * before fairness: Σ over the blocks of the least in that block, the rest of the season left out, so it holds whatever
 * the rest does. With one activity a block this is mostly counting: places less the people outside the set who could
 * take them.
 *
 * Valid only while every block is proven to make as many points as it can, for then each must keep its own.
 */
export class LeastWork {
  /** Who serves makes points itself (people were told before), so counting places is not enough. */
  private readonly peopleCount: boolean;

  constructor(private readonly state: SeasonState) {
    const { people } = state.built.index;
    this.peopleCount = state.before.some((points) =>
      people.some((list) => list.some(({ column }) => (points[column] ?? 0) !== 0)),
    );
  }

  /**
   * @param enough stops as soon as so much is proven, minutes
   * @returns minutes, a lower bound
   */
  async of(people: ReadonlySet<number>, enough: number): Promise<number> {
    const { state } = this;
    const { index } = state.built;
    const byBlock = new Map<number, PersonColumn[]>();
    for (const volunteer of people)
      for (const place of index.people[volunteer] ?? []) {
        const order = state.blockOf[place.column] ?? -1;
        const known = byBlock.get(order);
        if (known) known.push(place);
        else byBlock.set(order, [place]);
      }
    const counted: { block: BlockState; places: PersonColumn[]; least: number }[] = [];
    for (const block of state.states) {
      const places = byBlock.get(block.order);
      if (places) counted.push({ block, places, least: this.counted(block, people) });
    }
    let sum = counted.reduce((total, { least }) => total + least, 0);
    // Where counting says less than what the set carries now, the program of the block may say more.
    const open = counted
      .map((entry) => ({ ...entry, now: this.carried(entry.places) }))
      .filter(({ least, now }) => now > least)
      .sort((a, b) => b.now - b.least - (a.now - a.least));
    if (sum + open.reduce((total, { least, now }) => total + now - least, 0) < enough) return sum;
    let programs = 0;
    for (const entry of open) {
      if (sum >= enough || state.expired() || ++programs > MOST_PROGRAMS) break;
      sum += Math.max(0, (await this.programmed(entry.block, entry.places)) - entry.least);
    }
    return sum;
  }

  private carried(places: readonly PersonColumn[]): number {
    const { values, built } = this.state;
    return places.reduce(
      (total, place) => ((values[place.column] ?? 0) > 0.5 ? total + minutesOf(built.index, place) : total),
      0,
    );
  }

  /** By counting: over the starts that could still make the block's points, the places that only the set can take. */
  private counted(block: BlockState, people: ReadonlySet<number>): number {
    const { state } = this;
    const { index, model } = state.built;
    const activity = index.activityOf[block.block.columns[0] ?? 0] ?? 0;
    if (block.block.columns.some((column) => index.activityOf[column] !== activity)) return 0;
    if (state.weightedPoints(block) <= 1e-6) return 0; // as good without taking place
    if (this.peopleCount) return 0;
    let least = Infinity;
    for (const { start, column } of index.startsOf(activity)) {
      const options = index.optionsAt(activity, start);
      const best = Math.max(
        ...options.map((option) => (option.column === column ? 0 : state.weighted(option.column))),
      );
      const filled = index.filledAt(activity, start);
      let most = state.weighted(column) + best;
      for (const places of filled) most += state.weighted(places) * (model.upper[places] ?? 0);
      const slack = most - state.weightedPoints(block);
      if (slack < -1e-6) continue; // this start cannot make what the block makes
      let places = 0;
      index.rolesAt(activity, start).forEach((candidates, role) => {
        const weight = state.weighted(filled[role] ?? 0);
        const { min } = nth(nth(index.season.activities, activity).roles, role).raw;
        const spare = weight > 0 ? Math.floor(slack / weight + 1e-6) : Infinity;
        const wanted = Math.max(min, (model.upper[filled[role] ?? 0] ?? 0) - spare);
        const outside = candidates.filter(({ volunteer }) => !people.has(volunteer)).length;
        places += Math.max(0, wanted - outside);
      });
      least = Math.min(least, places);
    }
    if (least === Infinity || least === 0) return 0;
    return least * nth(index.season.activities, activity).raw.durationMinutes;
  }

  /** By the linear program of the block, rounded up to what loads come in. */
  private async programmed(block: BlockState, places: readonly PersonColumn[]): Promise<number> {
    const { state } = this;
    const { index, model } = state.built;
    const minutes = new Map(places.map((place) => [place.column, minutesOf(index, place)]));
    const step = commonDivisor(minutes.values());
    const rows = rowsFor(
      state.couplings,
      block.touching.filter((id) => state.couplings.get(id).volunteer < 0),
      (column) => state.blockOf[column] === block.order,
      state.values,
      'relaxed',
      (column) => model.upper[column] ?? 0,
    );
    const floors = state.before.map((points, tier) => floorRow(block, points, block.points[tier] ?? 0));
    const program = state.cutter.cut(
      mergeBlocks([block.block]),
      (column) => -(minutes.get(column) ?? 0) / step,
      [...floors, ...rows],
    );
    const answer = await state.effort.solver.solve(program, state.limits(), state.effort.signal, {
      relaxed: true,
    });
    if (answer.quality !== 'optimal' || answer.objective === null) return 0;
    return Math.ceil(-answer.objective - 1e-6) * step;
  }
}

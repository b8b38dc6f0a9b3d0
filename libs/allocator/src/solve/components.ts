import { DisjointSets } from '@heli/lp';
import { nth } from '../season/season.js';
import { type Coupling } from './couplings.js';
import { type BlockState, type SeasonState } from './state.js';

/** Limits to the columns of programs. */
export interface PartSizes {
  /** Components are put together until their program has so many: a program has a price of its own. */
  readonly least: number;
  /** A component with more is not solved as one linear program, but by several communities at a time … */
  readonly widest: number;
  /** … that have so many together. */
  readonly together: number;
}
export const PART_SIZES: PartSizes = { least: 20_000, widest: 400_000, together: 120_000 };

/** Blocks whose tiers after fairness are decided by one program. */
export interface Part {
  readonly blocks: readonly BlockState[];
  readonly columns: number;
  /** Rows tie it to other parts: it may be decided only while they stand still. */
  readonly tied: boolean;
}

/**
 * The blocks of a season in parts that no row between activities ties together: communities that share people, gifts,
 * groups, venues or equipment, and predecessors, are in one part.
 *
 * Proof of use: once every block keeps what it makes in the tiers before, the feasible set is the product of the parts'
 * feasible sets, so the parts' optima add up to the season's, and their bounds to a bound. A part that is too wide for
 * one program is split by community; its rows between communities then count in each of them with the whole limit,
 * which only makes the sum of the bounds larger.
 */
export function partsOf(state: SeasonState, sizes: PartSizes): Part[] {
  const parts: Part[] = [];
  for (const component of componentsOf(state)) {
    if (component.columns > sizes.widest) parts.push(...byCommunity(state, component.blocks, sizes.together));
    else append(parts, component, sizes.least);
  }
  return parts;
}

const widthOf = (blocks: readonly BlockState[]): number =>
  blocks.reduce((sum, { block }) => sum + block.columns.length, 0);

/** Joins the last part while both together stay within so many columns. */
function append(parts: Part[], next: Part, most: number): void {
  const last = parts.at(-1);
  if (last?.tied === next.tied && last.columns + next.columns <= most)
    parts[parts.length - 1] = {
      blocks: [...last.blocks, ...next.blocks],
      columns: last.columns + next.columns,
      tied: last.tied,
    };
  else parts.push(next);
}

/** In the order of their first blocks. */
function componentsOf({ states, blockOf, couplings, built }: SeasonState): Part[] {
  const position = new Map(states.map(({ order }, index) => [order, index]));
  const sets = new DisjointSets(states.length);
  for (const coupling of couplings.all) {
    if (isIdle(coupling, built.model.upper)) continue;
    const { columns } = coupling;
    const first = position.get(blockOf[columns[0] ?? 0] ?? -1);
    if (first === undefined) continue;
    for (const column of columns) sets.union(first, position.get(blockOf[column] ?? -1) ?? first);
  }
  return [...sets.groups().values()].map((group) => {
    const blocks = group.map((index) => nth(states, index));
    return { blocks, columns: widthOf(blocks), tied: false };
  });
}

/** Whether no point within the limits of the columns can break a row. */
function isIdle({ columns, values, lower, upper }: Coupling, upperOf: Float64Array): boolean {
  let least = 0;
  let most = 0;
  columns.forEach((column, entry) => {
    const reach = (values[entry] ?? 0) * (upperOf[column] ?? 0);
    if (reach < 0) least += reach;
    else most += reach;
  });
  return least >= lower && most <= upper;
}

/** Neighbouring communities, as many as go into one program. */
function byCommunity({ built }: SeasonState, blocks: readonly BlockState[], together: number): Part[] {
  const { index } = built;
  const lists = new Map<number, BlockState[]>();
  for (const entry of blocks) {
    const activity = index.activityOf[entry.block.columns[0] ?? 0] ?? 0;
    const community = index.season.activities[activity]?.community ?? 0;
    const known = lists.get(community);
    if (known) known.push(entry);
    else lists.set(community, [entry]);
  }
  const parts: Part[] = [];
  for (const [, list] of [...lists].sort(([a], [b]) => a - b))
    append(parts, { blocks: list, columns: widthOf(list), tied: true }, together);
  return parts;
}

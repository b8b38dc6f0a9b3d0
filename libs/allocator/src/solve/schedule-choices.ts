import { atZero, type Model, withCuts } from '@heli/lp';
import { concurrently } from './concurrently.js';
import { solveExact } from './exact.js';
import { type Region } from './regions.js';
import { type SeasonState } from './state.js';

/** Blocks of more activities are not asked for every choice of them. */
const MOST_TOGETHER = 3;

/** Some of the activities of a block take place and the others do not; `null`: whichever. */
export interface Choice {
  readonly activities: ReadonlySet<number> | null;
  /** No point of the block with this choice makes more. */
  readonly points: number;
}

/** A block at the prices of the rows between blocks. */
export interface BlockChoices {
  /** Columns of the program; the costs of its model are at these prices. */
  readonly region: Region;
  /** Activity to its columns "takes place", as positions in the block. */
  readonly starts: ReadonlyMap<number, readonly number[]>;
  readonly choices: readonly Choice[];
}

/** What each block makes at best with each choice of its activities; null where one could not be bounded. */
export async function choicesOf(
  state: SeasonState,
  blocks: readonly Pick<BlockChoices, 'region' | 'starts'>[],
): Promise<BlockChoices[] | null> {
  const { effort } = state;
  const found = await concurrently(blocks, effort.atOnce, async ({ region, starts }) => {
    const activities = [...starts.keys()];
    const choices: Choice[] = [];
    for (const chosen of activities.length <= MOST_TOGETHER ? subsets(activities) : [null]) {
      const model = chosen ? withChoice(region.model, starts, chosen) : region.model;
      if (!model) continue;
      const answer = await solveExact(
        effort.solver,
        model,
        { ...state.limits(), relativeGap: effort.gap / 8 },
        effort.signal,
      );
      if (answer.termination === 'infeasible') continue;
      if (answer.bound === null) return null;
      choices.push({ activities: chosen, points: answer.bound });
    }
    return { region, starts, choices };
  });
  const known = found.filter((block) => block !== null);
  return known.length === blocks.length ? known : null;
}

const subsets = (items: readonly number[]): Set<number>[] =>
  items.reduce<Set<number>[]>(
    (sets, item) => [...sets, ...sets.map((set) => new Set([...set, item]))],
    [new Set()],
  );

/** The block with just these of its activities; null where another one has to take place. */
function withChoice(model: Model, starts: BlockChoices['starts'], chosen: ReadonlySet<number>): Model | null {
  const lists = [...starts];
  const held = lists.flatMap(([activity, columns]) => (chosen.has(activity) ? [columns] : []));
  const left = atZero(
    model,
    lists.flatMap(([activity, columns]) => (chosen.has(activity) ? [] : columns)),
  );
  return (
    left &&
    withCuts(
      left,
      held.map((list) => ({
        columns: Int32Array.from(list),
        values: new Float64Array(list.length).fill(-1),
        upper: -1,
      })),
    )
  );
}

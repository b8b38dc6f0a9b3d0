import { nth } from '../../season/season.js';
import { servedBy } from '../decided-plan.js';
import { type Neighbourhood } from '../neighbourhood.js';
import { type Standing } from '../standing.js';
import { type Aim } from './measures.js';

/** People looked at, of those who carry the most. */
const MOST_PEOPLE = 20;

interface Wishes {
  readonly widest: number;
  readonly measures: ReadonlySet<Aim>;
  /** What an activity by itself could gain at most: points of coverage, fen saved. */
  readonly coverage: (activity: number) => number;
  readonly cost: (activity: number) => number;
}

/**
 * Activities that a menu decides anew: all, where they are no wider than `widest` columns together; else those that have
 * most to gain in the measures asked, in turns, and of fairness those that the most loaded people serve.
 */
export function openFor(standing: Standing, around: Neighbourhood, wishes: Wishes): Set<number> {
  const { activities } = standing.season;
  if (around.width <= wishes.widest) return new Set(activities.keys());
  const queues: number[][] = [];
  const byGain = (gainOf: (activity: number) => number): void => {
    const gains = activities.map(({ index }) => ({ index, gain: gainOf(index) }));
    queues.push(
      gains
        .filter(({ gain }) => gain > 0)
        .sort((a, b) => b.gain - a.gain || a.index - b.index)
        .map(({ index }) => index),
    );
  };
  if (wishes.measures.has('coverage')) byGain(wishes.coverage);
  if (wishes.measures.has('cost')) byGain(wishes.cost);
  if (wishes.measures.has('fairness')) queues.push(servedByMostLoaded(standing));
  const open = new Set<number>();
  let width = 0;
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn++)
    for (const queue of queues) {
      const activity = queue[turn];
      if (activity === undefined || open.has(activity)) continue;
      const own = around.part(new Set([activity])).columns.length;
      if (width + own > wishes.widest && open.size > 0) continue;
      open.add(activity);
      width += own;
    }
  return open;
}

function servedByMostLoaded({ season, decided, loads }: Standing): number[] {
  const share = (volunteer: number): number =>
    (loads[volunteer] ?? 0) / nth(season.volunteers, volunteer).offeredMinutes;
  const people = season.volunteers
    .map(({ index }) => index)
    .sort((a, b) => share(b) - share(a) || a - b)
    .slice(0, MOST_PEOPLE);
  return [...new Set(people.flatMap((volunteer) => servedBy(decided, volunteer)))];
}

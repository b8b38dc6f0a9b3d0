import { type Diary } from './diary.js';
import { type Place } from './place.js';

/** A place and who could step in there, by position of the volunteer, the best first. */
export interface Ranked {
  readonly place: Place;
  readonly candidates: readonly number[];
}

/**
 * Chooses at most one first reserve for each place so that all of them together fit into the diary. Places with the
 * fewest candidates choose first; whoever is first in fewer places is preferred, then the better candidate. Where all
 * candidates are taken, one of them is freed if another can take over their place (an augmenting path of one exchange).
 * A heuristic for how many places get one; that those chosen fit together is checked one by one.
 * @param diary what everybody does; the first reserves are written into it
 * @returns by position in `ranked`
 */
export function chooseFirstReserves(ranked: readonly Ranked[], diary: Diary): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  const placesOf = new Map<number, Set<number>>();
  const timesFirst = (volunteer: number): number => placesOf.get(volunteer)?.size ?? 0;
  const at = (position: number): Ranked => {
    const found = ranked[position];
    if (!found) throw new RangeError(`no place ${position}`);
    return found;
  };
  const give = (position: number, volunteer: number): void => {
    const { activity, start } = at(position).place;
    diary.add(volunteer, activity, start);
    first.set(position, volunteer);
    const places = placesOf.get(volunteer);
    if (places) places.add(position);
    else placesOf.set(volunteer, new Set([position]));
  };
  const takeBack = (position: number, volunteer: number): void => {
    diary.strike(volunteer, at(position).place.activity);
    first.delete(position);
    placesOf.get(volunteer)?.delete(position);
  };
  const bestFor = (position: number, without?: number): number | undefined => {
    const { place, candidates } = at(position);
    let best: number | undefined;
    for (const volunteer of candidates) {
      if (volunteer === without || !diary.fits(volunteer, place.activity, place.start)) continue;
      if (best === undefined || timesFirst(volunteer) < timesFirst(best)) best = volunteer;
      if (timesFirst(best) === 0) break;
    }
    return best;
  };
  const free = (position: number): boolean => {
    const { place, candidates } = at(position);
    for (const volunteer of candidates)
      for (const other of [...(placesOf.get(volunteer) ?? [])]) {
        takeBack(other, volunteer);
        if (diary.fits(volunteer, place.activity, place.start)) {
          give(position, volunteer);
          const instead = bestFor(other, volunteer);
          if (instead !== undefined) {
            give(other, instead);
            return true;
          }
          takeBack(position, volunteer);
        }
        give(other, volunteer);
      }
    return false;
  };
  const order = ranked.map((_, position) => position);
  order.sort((a, b) => at(a).candidates.length - at(b).candidates.length || a - b);
  for (const position of order) {
    const best = bestFor(position);
    if (best !== undefined) give(position, best);
    else free(position);
  }
  return first;
}

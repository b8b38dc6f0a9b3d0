import { formatInstant } from '@heli/calendar';
import {
  type AvailabilityWindow,
  type Change,
  type Pin,
  REPAIR_KINDS,
  type RepairKind,
} from '@heli/contracts';
import { nth, type Season, type SeasonStart } from '../../season/season.js';

/** One thing that could be otherwise, before it is tried. */
export interface Option {
  readonly kind: RepairKind;
  readonly changes: readonly Change[];
  /** Decisions that put what is new to use where it is wanted. */
  readonly decision: readonly Pin[];
  /** Among options of a kind the smaller is the nearer, in a unit of the kind. */
  readonly distance: number;
  /** Where an amount is sought: the changes for it, and the amount to begin with. */
  readonly amount?: {
    readonly first: number;
    readonly most: number;
    readonly changesFor: (amount: number) => readonly Change[];
  };
}

/** Effort of a kind: its place in `REPAIR_KINDS`, from 1. */
export const effortOf = (kinds: readonly RepairKind[]): number =>
  kinds.reduce((sum, kind) => sum + REPAIR_KINDS.indexOf(kind) + 1, 0);

/** A window for just one activity, with the way there and back. */
export function windowFor(
  season: Season,
  community: number,
  { start, end }: Pick<SeasonStart, 'start' | 'end'>,
  travel = 0,
): AvailabilityWindow {
  const zone = nth(season.zones, community);
  return {
    type: 'dated',
    start: formatInstant(start - travel, zone),
    end: formatInstant(end + travel, zone),
    status: 'available',
  };
}

/** Ids `stem-1`, `stem-2`, … that a list does not have yet. */
export function freshIds(list: readonly { readonly id: string }[], stem: string, count: number): string[] {
  const known = new Set(list.map(({ id }) => id));
  const ids: string[] = [];
  for (let number = 1; ids.length < count; number++)
    if (!known.has(`${stem}-${number}`)) ids.push(`${stem}-${number}`);
  return ids;
}

/** An option of so many new entries of a kind; with one entry nothing is to be sought. */
export function counted(
  kind: RepairKind,
  missing: number,
  changesFor: (amount: number) => readonly Change[],
  decision: readonly Pin[] = [],
): Option {
  return {
    kind,
    changes: changesFor(missing),
    decision,
    distance: missing,
    amount: { first: missing, most: missing, changesFor },
  };
}

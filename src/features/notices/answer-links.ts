import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Party } from '../../notifications/index.js';
import { type Part } from './changes.js';

/** Somebody's part in an activity. */
export interface PartOfParty {
  readonly party: Party;
  readonly partyId: string;
  readonly part: Part;
}

/** What somebody has answered, or still can, to their part. */
export interface Standing {
  /** They gave it back, or were told that they are not counted on: nobody tells them of it again. */
  readonly givenUp: boolean;
  /** Until when an answer is waited for; null: none is. */
  readonly respondBy: Date | null;
  /** Address of a page that takes the answer without signing in; null: there is none. */
  readonly link: string | null;
}

/** Finds the standing of each of the parts, in their order; null where nothing is known of one. */
export type StandingLookup = (
  manager: EntityManager,
  parts: readonly PartOfParty[],
) => Promise<readonly (Standing | null)[]>;

/** Nobody is asked anything. */
const UNASKED: Standing = { givenUp: false, respondBy: null, link: null };

/** Features that take answers tell here how each part stands; what is told to people reads it. */
@Injectable()
export class AnswerLinks {
  private readonly lookups = new Map<Party, StandingLookup>();

  /** One lookup a kind of party. */
  register(party: Party, lookup: StandingLookup): void {
    this.lookups.set(party, lookup);
  }

  /** The standings of parts of any party, in their order, in the caller's transaction. */
  async of(manager: EntityManager, parts: readonly PartOfParty[]): Promise<Standing[]> {
    const standings = parts.map(() => UNASKED);
    for (const [party, lookup] of this.lookups) {
      const places = parts.flatMap((one, place) => (one.party === party ? [{ one, place }] : []));
      if (places.length === 0) continue;
      const found = await lookup(
        manager,
        places.map(({ one }) => one),
      );
      places.forEach(({ place }, index) => {
        standings[place] = found[index] ?? UNASKED;
      });
    }
    return standings;
  }
}

import { Injectable } from '@nestjs/common';
import { type Owners } from './reach.js';

/** Finds whose a thing is; null where there is no such thing. */
export type OwnersLookup = (id: string) => Promise<Owners | null>;

/** Kinds of things that the permission matrix speaks of. */
export const BELONGINGS = [
  'community',
  'organization',
  'partner-unit',
  'group',
  'volunteer',
  'venue',
  'equipment',
  'donation',
  'season',
  'activity',
  'series',
  'skill',
  'run',
  'plan',
  'resolution',
  'rule-set',
  'question',
  'assignment',
  'hour-certificate',
  'duty',
  'waiting',
  'booking',
  'expense',
  'swap',
  'account',
] as const;
export type Belonging = (typeof BELONGINGS)[number];

/** Features tell here how it is found whose their things are; the guard asks, and knows no feature. */
@Injectable()
export class Belongings {
  private readonly lookups = new Map<Belonging, OwnersLookup>();

  register(kind: Belonging, lookup: OwnersLookup): void {
    this.lookups.set(kind, lookup);
  }

  /** Kinds that nobody has told anything about. */
  get missing(): readonly Belonging[] {
    return BELONGINGS.filter((kind) => !this.lookups.has(kind));
  }

  async ownersOf(kind: Belonging, id: string): Promise<Owners | null> {
    const lookup = this.lookups.get(kind);
    if (lookup === undefined) throw new Error(`Nobody tells whose a ${kind} is`);
    return lookup(id);
  }
}

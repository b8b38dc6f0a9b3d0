import { type TierName } from '@heli/contracts';
import { type Season } from '../season/season.js';
import { type Best } from './lexicographic.js';
import { type Neighbourhood, type Part } from './neighbourhood.js';
import { SAME_SHARE } from './share.js';
import { type Wanted } from './wanted.js';

/** A season as a question would have it. */
export interface Asked {
  readonly season: Season;
  /** The question only takes possibilities away, so that what was proven of the plan bounds the answer too. */
  readonly restricts: boolean;
  /** Activities that could be decided otherwise because of the question itself, by position. */
  readonly touched: ReadonlySet<number>;
  /** Of these, those that have to be decided anew whatever they have. */
  readonly mustOpen: ReadonlySet<number>;
  /** Somebody who has to serve, where many people are compared for one place: cheaper than a decision in the problem. */
  readonly wanted?: Wanted;
  /** Models already made of this season, by what is open in them: many questions about one place share them. */
  readonly known?: Map<string, Neighbourhood>;
}

export interface TierFound {
  readonly tier: TierName;
  readonly value: number;
  /** No plan of the asked season that is as good in the tiers before is better; null where nothing is proven. */
  readonly bound: number | null;
}

export const isProven = ({ tier, value, bound }: TierFound): boolean =>
  bound !== null && (tier === 'fairness' ? value - bound <= SAME_SHARE : bound <= value);

/** Tiers decided, over the whole season, and how far they are proven. */
export interface Served {
  readonly part: Part;
  readonly best: Best;
  readonly tiers: readonly TierFound[];
  /** Activity by activity, nothing is left open in the tiers before fairness. */
  readonly proven: boolean;
}

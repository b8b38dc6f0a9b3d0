import { servedBy } from './decided-plan.js';
import { nth, type Season } from '../season/season.js';
import { type SeasonRow } from '../solve/submodel.js';
import { type Ledger } from './ledger.js';
import { isExpired, type Means } from './means.js';
import { Neighbourhood } from './neighbourhood.js';
import { leastShare, SAME_SHARE } from './share.js';
import { highestShare, pointsOver, type Standing } from './standing.js';

/** People looked at, of those who carry the most. */
const MOST_PEOPLE = 5;
/** Columns beyond which a linear program of this kind takes too long. */
const WIDEST = 6_000;

/** Proven of every plan that gives these activities the points that they have: somebody carries at least this share. */
interface Evidence {
  readonly activities: ReadonlySet<number>;
  readonly bound: number;
}

/** What an answer decides otherwise than the plan that stands. */
export interface Redecided {
  readonly season: Season;
  readonly activities: ReadonlySet<number>;
  /** Load of each volunteer with the answer, minutes. */
  readonly loads: Float64Array;
  /** By tier before fairness: points that the redecided activities make. */
  readonly inside: readonly number[];
  /** Activities of a volunteer among the redecided. */
  readonly servesInside: (volunteer: number) => number[];
}

/** Volunteers who carry the most as a share of their offer, by position. */
function mostLoaded(season: Season, loads: Float64Array): number[] {
  const highest = highestShare(season, loads);
  return season.volunteers
    .filter(({ index, offeredMinutes }) => (loads[index] ?? 0) / offeredMinutes >= highest - SAME_SHARE)
    .slice(0, MOST_PEOPLE)
    .map(({ index }) => index);
}

/**
 * Proves that nobody could be spared further, from few activities: those of the people who carry the most. In a plan
 * that is as good in the tiers before, each activity whose bound is met keeps its points; if that alone makes somebody
 * carry so much there, no plan of the season does better. Any choice of activities gives a valid bound.
 */
export class ShareProof {
  private evidence: Evidence[] | null = null;

  constructor(
    private readonly standing: Standing,
    private readonly ledger: Ledger,
  ) {}

  /** Of every plan of the asked season that is as good before fairness as the answer; that has to be proven its best. */
  async boundFor(answer: Redecided, touched: ReadonlySet<number>, means: Means): Promise<number> {
    const highest = highestShare(answer.season, answer.loads);
    let bound = 0;
    for (const evidence of await this.ofStanding(means))
      if (
        ![...evidence.activities].some((activity) => answer.activities.has(activity) || touched.has(activity))
      )
        bound = Math.max(bound, evidence.bound);
    for (const volunteer of mostLoaded(answer.season, answer.loads)) {
      if (bound >= highest - SAME_SHARE || isExpired(means)) return bound;
      const others = this.served(volunteer).filter((activity) => !answer.activities.has(activity));
      bound = Math.max(
        bound,
        await this.prove(answer, new Set([...others, ...answer.servesInside(volunteer)]), means),
      );
    }
    return bound;
  }

  private served(volunteer: number): number[] {
    return servedBy(this.standing.decided, volunteer);
  }

  private async ofStanding(means: Means): Promise<readonly Evidence[]> {
    if (this.evidence) return this.evidence;
    const { season, loads } = this.standing;
    const highest = highestShare(season, loads);
    const found: Evidence[] = [];
    for (const volunteer of mostLoaded(season, loads)) {
      if (isExpired(means)) return found;
      const activities = this.ledger.closure(this.served(volunteer));
      const none = { season, loads, activities: new Set<number>(), inside: [], servesInside: () => [] };
      const bound = await this.prove(none, activities, means);
      found.push({ activities, bound });
      if (bound >= highest - SAME_SHARE) break;
    }
    this.evidence = found;
    return found;
  }

  private async prove(answer: Redecided, wanted: ReadonlySet<number>, means: Means): Promise<number> {
    const { before } = this.standing.order;
    const isAnew = [...wanted].some((activity) => answer.activities.has(activity));
    const outside = this.ledger.closure([...wanted].filter((activity) => !answer.activities.has(activity)));
    if ([...outside].some((activity) => answer.activities.has(activity))) return 0;
    const open = new Set([...outside, ...(isAnew ? answer.activities : [])]);
    if (open.size === 0) return 0;
    const around = new Neighbourhood(answer.season, open, this.standing.decided);
    if (around.width > WIDEST) return 0;
    const floors: SeasonRow[] = [];
    const done = new Set<number>();
    for (const activity of outside) {
      if (done.has(activity)) continue;
      const together = this.ledger.closure([activity]);
      for (const each of together) done.add(each);
      const part = around.part(together);
      for (const tier of before) floors.push(part.floor(tier, pointsOver(this.standing, tier, together)));
    }
    if (isAnew) {
      const part = around.part(answer.activities);
      before.forEach((tier, position) => floors.push(part.floor(tier, nth(answer.inside, position))));
    }
    return (
      await leastShare(around.part(), 'relaxed', floors, new Float64Array(0), means, { byRelaxation: true })
    ).bound;
  }
}

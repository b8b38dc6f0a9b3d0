import { type Reserve } from '@heli/contracts';
import { type Facts, type HeldAssignment } from '../../plan/facts.js';
import { nth, type SeasonVolunteer } from '../../season/season.js';
import { senseOf, stated, type SumTier } from '../../tiers/index.js';
import { type Standing } from '../standing.js';
import { type Entry, type Place } from './place.js';

/** What the aims gain or lose by one person in the place of another, the rest of the plan as it stands. Exact. */
export class Worth {
  /** Volunteers by falling share of the time they offered. */
  private readonly byShare: readonly number[];
  private readonly sums: ReadonlyMap<string, SumTier>;

  constructor(
    private readonly standing: Standing,
    private readonly facts: Facts,
  ) {
    const { order, season } = standing;
    this.sums = new Map([...order.before, ...order.after].map((tier) => [tier.name, tier]));
    this.byShare = season.volunteers
      .map(({ index }) => index)
      .filter((index) => (standing.loads[index] ?? 0) > 0)
      .sort((a, b) => this.share(b) - this.share(a));
  }

  private share(volunteer: number, more = 0): number {
    const { season, loads } = this.standing;
    return ((loads[volunteer] ?? 0) + more) / nth(season.volunteers, volunteer).offeredMinutes;
  }

  /** Load as a share of what was offered, with the place. */
  shareWith({ activity }: Place, volunteer: number): number {
    return this.share(volunteer, activity.raw.durationMinutes);
  }

  private highestWith(place: Place, volunteer: number, leaves: number | undefined): number {
    const other = this.byShare.find((index) => index !== volunteer && index !== leaves);
    const minutes = place.activity.raw.durationMinutes;
    return Math.max(
      other === undefined ? 0 : this.share(other),
      this.share(volunteer, minutes),
      leaves === undefined ? 0 : this.share(leaves, -minutes),
    );
  }

  tiers(place: Place, { raw, index }: SeasonVolunteer, { standsInFor }: Entry): Reserve['tiers'] {
    const { season, points } = this.standing;
    const leaves = standsInFor[0];
    const { id } = place.activity.raw;
    const held = this.facts.held.get(id);
    if (!held) throw new Error(`${id} does not take place`);
    const gone = leaves === undefined ? undefined : nth(season.volunteers, leaves).raw;
    const others = (this.facts.inActivity.get(id) ?? []).filter(({ volunteer }) => volunteer !== gone);
    const taken: HeldAssignment = { held, role: place.role.raw, volunteer: raw };
    const assignments = [...others, taken];
    const alone: Facts = {
      ...this.facts,
      held: new Map([[id, held]]),
      assignments,
      inActivity: new Map([[id, assignments]]),
      segmentsOf: (who) => this.segmentsOf(who),
    };
    return season.problem.objective.tiers.map((tier) => {
      if (tier === 'fairness') {
        const before = this.byShare[0] === undefined ? 0 : this.share(this.byShare[0]);
        return { tier, sense: 'min', change: this.highestWith(place, index, leaves) - before };
      }
      const sum = this.sums.get(tier);
      const before = sum ? (points.get(sum)?.[place.activity.index] ?? 0) : 0;
      return { tier, sense: senseOf(tier), change: stated(tier, (sum?.measure(alone) ?? 0) - before) };
    });
  }

  private segmentsOf(who: Parameters<Facts['segmentsOf']>[0]): ReturnType<Facts['segmentsOf']> {
    const { season } = this.standing;
    const position = 'ageClass' in who ? season.position.volunteer.get(who.id) : undefined;
    return position === undefined ? this.facts.segmentsOf(who) : nth(season.volunteers, position).segments;
  }
}

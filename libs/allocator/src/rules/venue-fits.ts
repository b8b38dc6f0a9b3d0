import { type ProblemActivity, type ProblemVenue, type Violation } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'venue-fits';

function misfits(activity: ProblemActivity, venue: ProblemVenue): string[] {
  const demand = activity.venue;
  if (!demand) return [];
  const reasons: string[] = [];
  if (demand.venueIds && !demand.venueIds.includes(venue.id))
    reasons.push('is not one of the venues asked for');
  if (
    !demand.venueIds &&
    venue.communityId !== activity.communityId &&
    !venue.servesCommunityIds.includes(activity.communityId)
  )
    reasons.push(`does not serve the community ${activity.communityId}`);
  if (venue.capacity < demand.minCapacity)
    reasons.push(`holds ${venue.capacity}, and ${demand.minCapacity} are needed`);
  const missing = demand.features.filter((feature) => !venue.features.includes(feature));
  if (missing.length > 0) reasons.push(`lacks ${missing.join(', ')}`);
  return reasons;
}

/** Capacity, features, and that the venue may be used for this activity at all. Decided before the model is built. */
export const venueFits: Rule = {
  name,
  sentence: {
    'zh-CN': '场地的容量、设施和服务社区须符合活动要求',
    en: 'A venue has the capacity and features the activity needs and serves its community',
  },
  admitsVenue: (_season, activity, _start, venue) => misfits(activity.raw, venue.raw).length === 0,
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values()) {
      const { venue } = held;
      if (!venue) continue;
      for (const reason of misfits(held.activity, venue))
        found.push(
          violationAt(name, held, `${venue.name}, booked for ${held.activity.title}, ${reason}`, {
            resourceIds: [venue.id],
          }),
        );
    }
    return found;
  },
};

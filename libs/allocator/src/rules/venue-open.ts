import { covering } from '@heli/calendar';
import { type Violation } from '@heli/contracts';
import { timeOf, violationAt } from '../plan/facts.js';
import { statusOver } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'venue-open';

/** The venue is open from start to end of the activity; blackouts are windows of status `unavailable`. Buffers may lie outside opening hours. */
export const venueOpen: Rule = {
  name,
  sentence: { 'zh-CN': '活动全程须在场地开放时间内', en: 'A venue is open for the whole activity' },
  admitsVenue: (_season, _activity, start, venue) => statusOver(venue.segments, start) !== null,
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values()) {
      const { venue } = held;
      if (venue && covering(facts.segmentsOf(venue), held) === 'none')
        found.push(
          violationAt(name, held, `${venue.name} is not open for ${held.activity.title} (${timeOf(held)})`, {
            resourceIds: [venue.id],
          }),
        );
    }
    return found;
  },
};

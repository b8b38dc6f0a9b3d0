import { type Violation } from '@heli/contracts';
import { type HeldActivity, timeOf, violationAt } from '../plan/facts.js';
import { nth } from '../season/season.js';
import { type Choice, cliquesOf } from './cliques.js';
import { type Rule } from './rule.js';

const name = 'venue-one-booking';

interface Booking extends Choice {
  readonly column: number;
}

/**
 * A venue holds one activity at a time; each booking is widened by the venue's buffers before and after.
 * Strong form: interval cliques widened by the other starts of their activities (see `choiceCliques`). Textbook form:
 * interval cliques.
 */
export const venueOneBooking: Rule = {
  name,
  sentence: {
    'zh-CN': '同一场地同一时间只能办一项活动，并留出前后准备和清场时间',
    en: 'A venue holds one activity at a time, buffers included',
  },
  addTo(model) {
    const bookings = new Map<number, Booking[]>();
    for (const activity of model.season.activities)
      for (const { start } of model.startsOf(activity.index)) {
        const time = nth(activity.starts, start);
        for (const option of model.optionsAt(activity.index, start)) {
          if (option.venue < 0) continue;
          const { bufferBeforeMinutes, bufferAfterMinutes } = nth(model.season.venues, option.venue).raw;
          const booking = {
            start: time.start - bufferBeforeMinutes,
            end: time.end + bufferAfterMinutes,
            activity: activity.index,
            column: option.column,
          };
          const list = bookings.get(option.venue);
          if (list) list.push(booking);
          else bookings.set(option.venue, [booking]);
        }
      }
    for (const list of bookings.values())
      for (const clique of cliquesOf(model.formulation, list))
        model.atMost(
          1,
          clique.map((booking) => booking.column),
        );
  },
  check(facts) {
    const found: Violation[] = [];
    const byVenue = new Map<string, HeldActivity[]>();
    for (const held of facts.held.values())
      if (held.venue) byVenue.set(held.venue.id, [...(byVenue.get(held.venue.id) ?? []), held]);
    for (const list of byVenue.values()) {
      list.sort((a, b) => a.start - b.start);
      list.forEach((held, index) => {
        const { venue } = held;
        if (!venue) return;
        for (const later of list.slice(index + 1))
          if (later.start - venue.bufferBeforeMinutes < held.end + venue.bufferAfterMinutes)
            found.push(
              violationAt(
                name,
                held,
                `${venue.name} is booked for ${held.activity.title} (${timeOf(held)}) and for ${later.activity.title} (${timeOf(later)}), buffers ${venue.bufferBeforeMinutes} + ${venue.bufferAfterMinutes} minutes`,
                {
                  activityIds: [held.activity.id, later.activity.id],
                  resourceIds: [venue.id],
                },
              ),
            );
      });
    }
    return found;
  },
};

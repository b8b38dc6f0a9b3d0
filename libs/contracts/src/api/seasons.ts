import { z } from 'zod';
import { id, instant, label } from '../primitives.js';
import { dayCalendar, pin, problemObjective, problemPolicy } from '../problem.js';
import {
  checkCalendar,
  checkInstantOrder,
  checkNoDuplicates,
  checkTiers,
  checkWholeMinute,
  fail,
  field,
} from './checks.js';
import { pageOf, pageQueryFields, resourceSchemas, storedFields } from './common.js';

const DAY = 24 * 60 * 60_000;
/** A plan further ahead says nothing; cut in parts it can be planned. */
const MAX_SEASON_DAYS = 800;

export const seasonSchemas = resourceSchemas(
  {
    name: label,
    start: instant.describe('The season is `[start, end)`.'),
    end: instant,
    communityIds: z.array(id).min(1).max(10_000).describe('The communities that plan together.'),
    calendar: dayCalendar.prefault({}),
    policy: problemPolicy.prefault({}),
    objective: problemObjective.prefault({}),
    rollsOn: z
      .boolean()
      .default(false)
      .describe('The season after it is made by itself, some weeks before it ends.'),
  },
  { communityId: id.optional() },
  (value, ctx) => {
    checkInstantOrder(value, 'start', 'end', ctx);
    checkWholeMinute(field(value, 'start'), ctx, ['start']);
    checkWholeMinute(field(value, 'end'), ctx, ['end']);
    const days = (Date.parse(String(field(value, 'end'))) - Date.parse(String(field(value, 'start')))) / DAY;
    if (days > MAX_SEASON_DAYS) {
      fail(ctx, ['end'], 'season_length', field(value, 'end'), MAX_SEASON_DAYS);
    }
    checkNoDuplicates(field(value, 'communityIds'), ctx, ['communityIds']);
    checkNoDuplicates(field(field(value, 'objective'), 'tiers'), ctx, ['objective', 'tiers']);
    checkTiers(value, ctx);
    checkCalendar(value, ctx);
  },
  ['start'],
);
export type SeasonCreate = z.infer<typeof seasonSchemas.create>;
export type SeasonRead = z.infer<typeof seasonSchemas.read>;
export type SeasonQuery = z.infer<typeof seasonSchemas.query>;

/** A pin as stored: `pin` is the decision itself, as the problem carries it. */
export const pinCreate = z.strictObject({ id: id.optional(), pin, reason: label.optional() });
/** A pin with the season that it is in. */
export const pinWhole = pinCreate.extend({ seasonId: id });
export const pinRead = z.strictObject({
  ...storedFields,
  seasonId: id,
  pin,
  reason: label.optional(),
});
export const pinList = pageOf(pinRead);
export const pinQuery = z.strictObject({
  limit: pageQueryFields.limit,
  cursor: pageQueryFields.cursor,
  count: pageQueryFields.count,
  activityId: id.optional(),
});
export type PinCreate = z.infer<typeof pinCreate>;
export type PinRead = z.infer<typeof pinRead>;
export type PinQuery = z.infer<typeof pinQuery>;

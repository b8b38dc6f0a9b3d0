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

const season = resourceSchemas(
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
const seasonRead = season.read.extend({
  predecessorId: id
    .nullable()
    .describe('The season that it goes on from, where it was made as its successor.'),
});
export const seasonSchemas = { ...season, read: seasonRead, list: pageOf(seasonRead) };
export type SeasonCreate = z.infer<typeof seasonSchemas.create>;
export type SeasonRead = z.infer<typeof seasonSchemas.read>;
export type SeasonQuery = z.infer<typeof seasonSchemas.query>;

/** The season after one that ends. */
export const successorRequest = z
  .strictObject({
    name: label.optional().describe('Left out: that of the season so far, with its first day.'),
  })
  .prefault({});
export type SuccessorRequest = z.infer<typeof successorRequest>;

export const seasonSuccessor = z.strictObject({
  season: seasonRead,
  created: z.boolean().describe('False: it was there already, and is as it was.'),
  provisionalYears: z
    .array(z.int())
    .describe(
      'Years of which no notice of the State Council is known: their calendar has the statutory days only.',
    ),
  seriesIds: z.array(id).describe('Series of the new season.'),
  activityCount: z.int().min(0),
  ended: z
    .array(
      z.strictObject({
        seriesId: id,
        reason: z
          .enum(['counted', 'ended', 'not-expanded', 'no-start'])
          .describe(
            '`counted`: its rule has a COUNT; `ended`: its UNTIL is over; `not-expanded`: it was loaded with its activities; `no-start`: none falls into the new season.',
          ),
      }),
    )
    .describe('Series of the season so far that do not go on.'),
});
export type SeasonSuccessor = z.infer<typeof seasonSuccessor>;

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

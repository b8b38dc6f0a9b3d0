import { z } from 'zod';
import { activityKind, calendarDate, id, minutes } from '../primitives.js';

/** Counted over a whole season: no upper bound of its own. */
const many = z.int().min(0);
const fenSum = z.int().min(0).describe('Fen');

export const figuresQuery = z.strictObject({
  communityId: id
    .optional()
    .describe('Only this community; left out: all of the season that the caller reaches'),
});
export type FiguresQuery = z.infer<typeof figuresQuery>;

const activityFigures = {
  activities: many.describe('Activities that are wanted'),
  scheduled: many.describe('Of them those that the plan holds'),
  held: many.describe('Of them those to which somebody came'),
};

export const weekFigures = z.strictObject({
  week: calendarDate.describe(
    'Monday of the week in the community’s zone: of the start in the plan, else of the first one that it could have',
  ),
  kind: activityKind,
  ...activityFigures,
});

export const communityFigures = z.strictObject({
  id,
  name: z.string(),
  ...activityFigures,
  expected: many.describe('Attendance that was expected of the activities that were held'),
  wanted: many.describe('Places that are wanted: the targets of all roles'),
  filled: many.describe('Of them those that somebody has'),
  minutes: z.int().describe('Confirmed minutes of service'),
});

export const monthFigures = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  kind: activityKind,
  communityId: id,
  minutes: z.int().describe('Confirmed minutes; corrections count where they were booked for'),
});

const placeFigures = {
  wanted: many.describe('Places that are wanted: the targets of the roles'),
  planned: many.describe('Of them those of activities that the plan holds'),
  filled: many.describe('Of the planned ones those that somebody has'),
};

export const kindCoverage = z.strictObject({ kind: activityKind, ...placeFigures });
export const skillCoverage = z.strictObject({
  skillId: id.nullable().describe('Null: places that ask for no skill'),
  name: z.string().nullable(),
  ...placeFigures,
  people: many.describe('Volunteers who have the skill'),
});

/** Steps of the load: nobody's name, only how many people. */
export const loadStep = z.strictObject({
  from: z.number().min(0).describe('Share of what somebody offered, above this'),
  to: z.number().nullable().describe('Up to and including this; null: no end'),
  people: many,
});
export const loadFigures = z.strictObject({
  volunteers: many.describe('Volunteers who live in these communities or serve them'),
  engaged: many.describe('Of them those who have a place'),
  unstated: many.describe('Of them those who never said how much they offer: not in the steps'),
  offeredMinutes: many,
  plannedMinutes: many.describe('Of those who said how much they offer'),
  steps: z.array(loadStep),
  most: z
    .array(z.strictObject({ share: z.number().min(0), minutes, offeredMinutes: minutes }))
    .describe('The most loaded, without names'),
});

export const giftFigures = z.strictObject({
  donationId: id,
  name: z.string().nullable(),
  kinds: z.array(activityKind).describe('Earmark; none: any kind'),
  purposes: z.array(z.string()),
  communities: z.array(z.string()).describe('Names of those in the earmark; none: any'),
  expiresAt: z.iso.datetime().nullable(),
  pledgedFen: fenSum,
  awaitedFen: fenSum.describe('Promised and not received'),
  receivedFen: fenSum,
  setAsideFen: fenSum.describe('Received, set aside for activities, not spent'),
  spentFen: fenSum.describe('Spent, whether the donor was told or not'),
  reportedFen: fenSum.describe('Of it, what the donor was told about'),
  returnedFen: fenSum,
  leftFen: fenSum.describe('Received and free'),
  overFen: fenSum.describe('Expired or lapsed'),
});
export const kindMoney = z.strictObject({
  kind: activityKind,
  claimedFen: fenSum.describe('Counted on, and not received'),
  setAsideFen: fenSum,
  spentFen: fenSum.describe('Spent, whether the donor was told or not'),
});

/** Whether the books add up, recomputed from every line. */
export const bookFigures = z.strictObject({
  gifts: many,
  transactions: many,
  unbalanced: many.describe('Transactions that do not sum to zero'),
  differing: many.describe('Accounts whose balance is not the sum of their lines'),
});

export const venueHour = z.strictObject({
  weekday: z.int().min(1).max(7).describe('1: Monday'),
  hour: z.int().min(0).max(23).describe('Clock hour in the community’s zone'),
  minutes: many.describe('Booked'),
});
export const venueFigures = z.strictObject({
  venueId: id,
  name: z.string().nullable(),
  bookings: many,
  minutes: many,
});

/** What a season came to so far, as one picture. */
export const seasonFigures = z.strictObject({
  seasonId: id,
  communityId: id.nullable(),
  plan: z
    .strictObject({ id, state: z.enum(['draft', 'reviewed', 'published']) })
    .nullable()
    .describe('The published plan, else the newest one; null: nothing was planned yet'),
  weeks: z.array(weekFigures),
  communities: z.array(communityFigures),
  months: z.array(monthFigures),
  coverage: z.array(kindCoverage),
  skills: z.array(skillCoverage).describe('The scarcest first'),
  load: loadFigures,
  gifts: z.array(giftFigures),
  money: z.array(kindMoney),
  books: bookFigures,
  venueHours: z.array(venueHour),
  venues: z.array(venueFigures).describe('The most booked first'),
});
export type SeasonFigures = z.infer<typeof seasonFigures>;

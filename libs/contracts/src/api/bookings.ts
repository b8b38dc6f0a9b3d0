import { z } from 'zod';
import { count, id, instant, label } from '../primitives.js';
import { checkInstantOrder, checkWholeMinute } from './checks.js';
import { evenIfFieldsFail, pageOf, pageQueryFields, storedFields } from './common.js';

/**
 * `asked → confirmed | declined | released | withdrawn`. A venue that needs no confirmation is `confirmed` at once.
 * `released`: nobody answered in time, so the venue is not counted on; `withdrawn`: a newer plan does without it.
 */
export const bookingState = z.enum(['asked', 'confirmed', 'declined', 'released', 'withdrawn']);
export type BookingState = z.infer<typeof bookingState>;

/** States in which the published plan may count on the venue. */
export const STANDING_BOOKING_STATES = ['asked', 'confirmed'] as const satisfies readonly BookingState[];

/** States in which it may not, although the plan still names it. */
export const LOST_BOOKING_STATES = ['declined', 'released'] as const satisfies readonly BookingState[];

export const bookingView = z.strictObject({
  ...storedFields,
  seasonId: id,
  planId: id.describe('The last published plan that holds it.'),
  activityId: id,
  activityTitle: z.string(),
  expectedAttendance: count,
  venueId: id,
  venueName: z.string(),
  start: instant,
  end: instant,
  blockedFrom: instant.describe('From here on the venue is not free for others: the start less its buffer.'),
  blockedUntil: instant.describe('Until here: the end and its buffer.'),
  state: bookingState,
  askedAt: instant,
  respondBy: instant.nullable().describe('An answer is expected until then; null: none is.'),
  answeredAt: instant.nullable(),
  reason: z.string().nullable().describe('Why it was declined, if that was said.'),
});
export type BookingView = z.infer<typeof bookingView>;

/**
 * How far a new plan without the lost venues is: `wanted` (about to be computed), `asked` (being computed), `proposed` (a
 * draft is there), `impossible` (the decisions of the council leave no such plan), `failed`, `stopped` (somebody cancelled
 * the question).
 */
export const proposalState = z.enum(['wanted', 'asked', 'proposed', 'impossible', 'failed', 'stopped']);
export type ProposalState = z.infer<typeof proposalState>;

export const proposalView = z.strictObject({
  state: proposalState,
  planId: id.describe('The published plan that it is a change of.'),
  bookings: count.describe('Lost bookings that it does without, all of the season together.'),
  questionId: id.nullable(),
  draftPlanId: id.nullable().describe('The draft plan for the council to publish.'),
  people: count.nullable().describe('People who would hear something new.'),
  attempts: count,
  failure: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
});
export type ProposalView = z.infer<typeof proposalView>;

export const bookingDetail = bookingView.extend({
  proposal: proposalView.nullable().describe('Where the venue is lost: the plan that is to take its place.'),
});
export type BookingDetail = z.infer<typeof bookingDetail>;
export const bookingPage = pageOf(bookingView);

export const bookingQuery = z.strictObject({
  ...pageQueryFields,
  seasonId: id.optional(),
  venueId: id.optional(),
  activityId: id.optional(),
  state: z
    .union([bookingState, z.array(bookingState).max(bookingState.options.length)])
    .optional()
    .describe('May be named more than once'),
  from: instant.optional().describe('Only what ends after this'),
  until: instant.optional().describe('Only what begins before this'),
});
export type BookingQuery = z.infer<typeof bookingQuery>;

const reason = z
  .string()
  .trim()
  .max(400)
  .transform((text) => (text === '' ? undefined : text))
  .optional();

export const bookingDecline = z.strictObject({ reason });
export type BookingDecline = z.infer<typeof bookingDecline>;

/** An answer by the link of a message: as JSON, or as the form of the page. */
export const bookingAnswer = z.strictObject({ answer: z.enum(['confirm', 'decline']), reason });
export type BookingAnswer = z.infer<typeof bookingAnswer>;

/** What whoever holds the link sees. */
export const bookingAsked = bookingView
  .pick({
    activityTitle: true,
    expectedAttendance: true,
    venueName: true,
    start: true,
    end: true,
    blockedFrom: true,
    blockedUntil: true,
    state: true,
    respondBy: true,
  })
  .extend({
    community: z.string(),
    answers: z.array(bookingAnswer.shape.answer).describe('What can be answered now.'),
  });
export type BookingAsked = z.infer<typeof bookingAsked>;

export const venueExceptionCreate = z
  .strictObject({
    start: instant,
    end: instant,
    open: z.boolean().describe('`true`: open although it usually is not; `false`: closed'),
    reason: label.optional(),
  })
  .superRefine((value, ctx) => {
    checkInstantOrder(value, 'start', 'end', ctx);
    checkWholeMinute(value.start, ctx, ['start']);
    checkWholeMinute(value.end, ctx, ['end']);
  }, evenIfFieldsFail);
export type VenueExceptionCreate = z.infer<typeof venueExceptionCreate>;

export const venueException = z.strictObject({
  id: id.describe('Made of its time and of whether it is open: the same span has the same id'),
  start: instant,
  end: instant,
  open: z.boolean(),
  reason: z.string().nullable(),
});
export type VenueException = z.infer<typeof venueException>;
export const venueExceptionList = z.strictObject({ items: z.array(venueException) });

export const venueExceptionQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Tell what it would do, and store nothing.'),
});
export type VenueExceptionQuery = z.infer<typeof venueExceptionQuery>;

export const venueExceptionStored = z.strictObject({
  stored: z.boolean().describe('`false`: it was a dry run'),
  exception: venueException,
  affected: z
    .array(bookingView)
    .describe('Bookings of published plans in the closed time: they are declined by it.'),
});
export type VenueExceptionStored = z.infer<typeof venueExceptionStored>;

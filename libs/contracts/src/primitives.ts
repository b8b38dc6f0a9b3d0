import { z } from 'zod';

/** Any script and emoji, but neither control characters (NUL cannot be stored) nor halves of surrogate pairs. */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u;
export const plainText = z
  .string()
  .trim()
  .regex(PLAIN_TEXT, 'must not hold control characters or broken Unicode');

/** Identifier chosen by whoever writes the file; unique within its list. */
export const id = plainText.min(1).max(120);

/** Text shown to people. */
export const label = plainText.min(1).max(200);

/** Instant as ISO 8601 with an offset, e.g. `2013-03-09T14:00:00+08:00`; whole minutes. */
export const instant = z.iso.datetime({ offset: true });

/** Calendar date `YYYY-MM-DD` in the community's zone. */
export const calendarDate = z.iso.date();

/** Local clock time `HH:mm`; `24:00` is allowed as an end. */
export const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a clock time HH:mm between 00:00 and 24:00');

/** Money in fen (1/100 yuan), a whole number of at least 0. */
export const fen = z.int().min(0).max(1_000_000_000_000);

/** Duration in whole minutes. */
export const minutes = z.int().min(0).max(10_000_000);

/** Number of people or things. */
export const count = z.int().min(0).max(1_000_000);

export const activityKind = z.enum(['self_governance', 'volunteer_service', 'training', 'festival']);
export type ActivityKind = z.infer<typeof activityKind>;

/** Age classes from youngest to oldest: child under 14, minor 14 to 17, adult 18 to 59, senior from 60. */
export const ageClass = z.enum(['child', 'minor', 'adult', 'senior']);
export type AgeClass = z.infer<typeof ageClass>;
export const AGE_ORDER: Readonly<Record<AgeClass, number>> = { child: 0, minor: 1, adult: 2, senior: 3 };

export const availabilityStatus = z.enum(['available', 'preferred', 'avoid', 'unavailable']);
export type AvailabilityStatus = z.infer<typeof availabilityStatus>;

/**
 * Repeats every week in the community's zone, on ISO weekdays (1 Monday … 7 Sunday) or, where `days` says so, on
 * working days or days of rest as the problem's day calendar tells them (public holidays and make-up workdays).
 */
export const weeklyWindow = z.strictObject({
  type: z.literal('weekly'),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  days: z.enum(['workdays', 'rest-days']).optional(),
  from: clockTime,
  to: clockTime,
  status: availabilityStatus.default('available'),
  validFrom: calendarDate.optional(),
  validUntil: calendarDate.optional(),
});

/** One stretch of time `[start, end)`; it overrides weekly windows where they meet. */
export const datedWindow = z.strictObject({
  type: z.literal('dated'),
  start: instant,
  end: instant,
  status: availabilityStatus.default('available'),
});

/**
 * Times somebody or something can be had. Dated windows win over weekly ones; among equals
 * `unavailable` > `avoid` > `preferred` > `available`. Time that no window covers is unavailable.
 */
export const availabilityWindow = z.discriminatedUnion('type', [weeklyWindow, datedWindow]);
export type AvailabilityWindow = z.infer<typeof availabilityWindow>;
export type AvailabilityWindowInput = z.input<typeof availabilityWindow>;

import { z } from 'zod';
import { activityKind, id, instant, minutes } from '../primitives.js';
import { pageOf, pageQueryFields } from './common.js';

/**
 * What became of a volunteer's place in an activity:
 * `offered → accepted | declined | expired → checked-in | no-show | excused → confirmed`; `withdrawn`: a newer plan or a
 * coordinator took it back.
 */
export const dutyState = z.enum([
  'offered',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'checked-in',
  'no-show',
  'excused',
  'confirmed',
]);
export type DutyState = z.infer<typeof dutyState>;

/** States in which the place is taken. */
export const STANDING_DUTY_STATES = [
  'offered',
  'accepted',
  'checked-in',
  'confirmed',
] as const satisfies readonly DutyState[];

/** How a volunteer came to a place. */
export const dutyOrigin = z.enum(['plan', 'stand-in', 'sign-up', 'wait-list', 'swap']);
export type DutyOrigin = z.infer<typeof dutyOrigin>;

export const dutyView = z.strictObject({
  id,
  version: z.int().min(1),
  seasonId: id,
  planId: id.describe('The published plan under which it stands.'),
  activityId: id,
  roleId: id,
  volunteerId: id,
  start: instant,
  end: instant,
  state: dutyState,
  origin: dutyOrigin,
  respondBy: instant.nullable().describe('An answer is expected until then.'),
  answeredAt: instant.nullable(),
  reason: z
    .string()
    .nullable()
    .describe('Why it was given or taken back; shown to the volunteer, to admins and to coordinators'),
  checkedInAt: instant.nullable(),
  checkedOutAt: instant.nullable(),
  minutes: minutes.nullable().describe('Confirmed minutes of service.'),
});
export type DutyView = z.infer<typeof dutyView>;
export const dutyPage = pageOf(dutyView);

/** A duty as people read it: what, where, and whom to look for there. */
export const dutyCard = dutyView.extend({
  title: z.string(),
  kind: activityKind,
  communityId: id,
  community: z.string(),
  timeZone: z.string(),
  role: z.string(),
  venue: z.string().nullable().describe('Where it takes place; null: in no venue of the pool'),
  host: z.string().nullable().describe('The group that holds it, else the organization that answers for it'),
  name: z
    .string()
    .nullable()
    .describe('Of the volunteer; null: erased, or of a community that is out of reach'),
});
export type DutyCard = z.infer<typeof dutyCard>;
export const dutyCardPage = pageOf(dutyCard);

export const dutyQuery = z.strictObject({
  ...pageQueryFields,
  seasonId: id.optional(),
  activityId: id.optional(),
  volunteerId: id.optional(),
  communityId: id.optional().describe('Only of activities in this community'),
  state: z
    .union([dutyState, z.array(dutyState).max(9)])
    .optional()
    .describe('May be named more than once'),
  from: instant.optional().describe('Only what ends after it'),
  until: instant.optional().describe('Only what begins before it'),
  answeredSince: instant.optional().describe('Only what was answered at this instant or later'),
});
export type DutyQuery = z.infer<typeof dutyQuery>;

/** Any script and emoji, on one line. */
const oneLine = z
  .string()
  .trim()
  .max(400)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters or broken Unicode');
const reasonText = oneLine.min(1);

/** Why somebody cannot come: nobody has to say. */
export const giveBack = z.strictObject({ reason: oneLine.default('') });
export type GiveBack = z.infer<typeof giveBack>;

/** Why a coordinator takes a place back. */
export const takeBack = z.strictObject({
  reason: reasonText,
  replace: z.boolean().default(true).describe('Somebody else is sought for the place'),
});
export type TakeBack = z.infer<typeof takeBack>;

/** What one click says. */
export const linkAnswer = z.strictObject({
  answer: z.enum(['accept', 'decline']),
  reason: oneLine.default(''),
});
export type LinkAnswer = z.infer<typeof linkAnswer>;

/** What a link asks; it names nobody. */
export const askedDuty = z.strictObject({
  activity: z.string(),
  community: z.string(),
  role: z.string(),
  start: instant,
  end: instant,
  timeZone: z.string(),
  state: dutyState,
  respondBy: instant.nullable(),
  answers: z.array(z.enum(['accept', 'decline'])).describe('What can still be said'),
});
export type AskedDuty = z.infer<typeof askedDuty>;

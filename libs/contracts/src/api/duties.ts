import { z } from 'zod';
import { id, instant, minutes } from '../primitives.js';

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
  reason: z.string().nullable(),
  checkedInAt: instant.nullable(),
  checkedOutAt: instant.nullable(),
  minutes: minutes.nullable().describe('Confirmed minutes of service.'),
});
export type DutyView = z.infer<typeof dutyView>;

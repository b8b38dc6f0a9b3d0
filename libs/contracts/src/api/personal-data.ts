import { z } from 'zod';
import { id } from '../primitives.js';
import { planState } from '../run.js';
import { accountRead } from './accounts.js';
import { dutyView } from './duties.js';
import { hourCertificate, hoursOfVolunteer } from './hours.js';
import { waitingView } from './places.js';
import { volunteerSchemas } from './volunteers.js';

const instant = z.iso.datetime();

/** All that is stored of one person, in the words of the API. */
export const personalData = z.strictObject({
  format: z.literal('heli-personal-data/1'),
  exportedAt: instant,
  volunteer: volunteerSchemas.read.nullable(),
  accounts: z.array(accountRead),
  assignments: z.array(
    z.strictObject({
      planId: id,
      planState: planState,
      activityId: id,
      title: z.string().nullable().describe('Null: the activity is no longer there'),
      roleId: id,
      startAt: instant.nullable(),
      endAt: instant.nullable(),
    }),
  ),
  hours: hoursOfVolunteer.nullable(),
  certificates: z.array(hourCertificate),
  duties: z.array(dutyView),
  waiting: z.array(waitingView.omit({ position: true })).describe('Places that were waited for'),
  swaps: z
    .array(
      z.strictObject({
        id,
        dutyId: id,
        activityId: id,
        fromVolunteerId: id.describe('Who asked'),
        toVolunteerId: id,
        state: z.string(),
        respondBy: instant,
        createdAt: instant,
      }),
    )
    .describe('Duties that somebody asked this person to take over, or this person somebody else'),
  expenses: z
    .array(
      z.strictObject({
        id,
        donationId: id,
        activityId: id,
        amountFen: z.int(),
        description: z.string(),
        state: z.string(),
        role: z.enum(['asked', 'decided']),
        createdAt: instant,
      }),
    )
    .describe('Expenses that the accounts asked for or decided about'),
  pins: z.array(
    z.strictObject({ id, seasonId: id, activityId: id, type: z.string(), reason: z.string().nullable() }),
  ),
  changes: z
    .array(z.strictObject({ at: instant, action: z.string(), entityType: z.string(), entityId: z.string() }))
    .describe('Entries of the book of changes about this person'),
});
export type PersonalData = z.infer<typeof personalData>;

/** Nobody erases by mistake. */
export const erasure = z.strictObject({ confirm: id.describe('The id once more') });
export type Erasure = z.infer<typeof erasure>;

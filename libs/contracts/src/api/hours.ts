import { z } from 'zod';
import { activityKind, calendarDate, count, id, instant, label, minutes } from '../primitives.js';
import { hourLedger } from './attendance.js';
import { fail, field, listOf } from './checks.js';
import { evenIfFieldsFail } from './common.js';

const language = z.enum(['zh-CN', 'en']);
const reason = label.describe('Why; no illnesses or other private matters');
/** A correction may take back: minutes below 0. */
const signedMinutes = z.int().min(-10_000_000).max(10_000_000);
const DAY = 24 * 60;

/** The switch of a season: which kinds of activities give hours of service. */
export const hourRulesBody = z
  .strictObject({ serviceKinds: z.array(activityKind).max(4) })
  .superRefine((value, ctx) => {
    const kinds = listOf(field(value, 'serviceKinds'));
    kinds.forEach((kind, index) => {
      const first = kinds.indexOf(kind);
      if (first < index) fail(ctx, ['serviceKinds', index], 'duplicate', kind, first + 1);
    });
  }, evenIfFieldsFail);
export type HourRulesBody = z.infer<typeof hourRulesBody>;
export const hourRules = z.strictObject({
  seasonId: id,
  serviceKinds: z
    .array(activityKind)
    .describe('Kinds that give hours of service; all others only attendance'),
  isDefault: z.boolean(),
});
export type HourRules = z.infer<typeof hourRules>;

/** What somebody who came would be given, and what they have. */
export const hourProposal = z.strictObject({
  volunteerId: id,
  name: z.string().nullable(),
  state: z.enum(['checked-in', 'confirmed']),
  proposed: minutes.nullable().describe('Null: the activity gives no hours'),
  basis: z.enum(['presence', 'plan']).describe('Time between check-in and check-out, or planned time'),
  most: minutes.describe('More is not confirmed'),
  minutes: minutes.nullable().describe('Confirmed minutes'),
});
export type HourProposal = z.infer<typeof hourProposal>;
export const hoursOfActivity = z.strictObject({
  activityId: id,
  kind: activityKind,
  ledger: hourLedger,
  people: z.array(hourProposal),
});
export type HoursOfActivity = z.infer<typeof hoursOfActivity>;

export const confirmHoursBody = z
  .strictObject({
    except: z
      .array(z.strictObject({ volunteerId: id, minutes: z.int().min(0).max(DAY), reason }))
      .max(1_000)
      .default([])
      .describe('People who get other minutes than proposed'),
  })
  .superRefine((value, ctx) => {
    const ids = listOf(field(value, 'except')).map((one) => field(one, 'volunteerId'));
    ids.forEach((one, index) => {
      const first = ids.indexOf(one);
      if (first < index && typeof one === 'string')
        fail(ctx, ['except', index, 'volunteerId'], 'bulk_twice', one, `/except/${first}`);
    });
  }, evenIfFieldsFail);
export type ConfirmHoursBody = z.infer<typeof confirmHoursBody>;
export const confirmedHours = z.strictObject({
  confirmed: count.describe('People confirmed by this request'),
  minutes: minutes.describe('Minutes booked by this request'),
});
export type ConfirmedHours = z.infer<typeof confirmedHours>;

export const correctHoursBody = z.strictObject({
  volunteerId: id,
  from: minutes.describe('Minutes that are confirmed now; another number: somebody corrected them meanwhile'),
  to: z.int().min(0).max(DAY).describe('Minutes that are right'),
  reason,
});
export type CorrectHoursBody = z.infer<typeof correctHoursBody>;

/** One line of the ledger of service hours; it is never changed. */
export const hourEntry = z.strictObject({
  id,
  activityId: id,
  title: z.string().nullable().describe('Null: the activity is no longer there'),
  kind: activityKind,
  seasonId: id,
  date: calendarDate,
  minutes: signedMinutes,
  corrects: id.nullable().describe('The entry that this one corrects'),
  reason: z.string().nullable(),
  bookedAt: z.iso.datetime(),
  bookedBy: z.string(),
});
export type HourEntry = z.infer<typeof hourEntry>;

export const reliabilityRecord = z.strictObject({
  agreed: count.describe(
    'Duties that somebody had agreed to and that came to an end; excused ones are left out',
  ),
  came: count,
  noShows: count,
  excused: count,
  rate: z.number().min(0).max(1).nullable().describe('came / agreed; null: nothing agreed to yet'),
});
export type ReliabilityRecord = z.infer<typeof reliabilityRecord>;

export const hoursQuery = z.strictObject({
  from: calendarDate.optional(),
  until: calendarDate.optional().describe('The last day'),
  seasonId: id.optional(),
});
export type HoursQuery = z.infer<typeof hoursQuery>;
export const hoursOfVolunteer = z.strictObject({
  volunteerId: id,
  minutes: minutes.describe('Sum of the entries'),
  byKind: z.array(z.strictObject({ kind: activityKind, minutes: signedMinutes })),
  byMonth: z.array(z.strictObject({ month: z.string(), minutes: signedMinutes })),
  entries: z.array(hourEntry),
  attended: z
    .array(
      z.strictObject({
        activityId: id,
        title: z.string().nullable(),
        kind: activityKind.nullable(),
        start: instant.nullable(),
        as: z.enum(['on-duty', 'participant']),
      }),
    )
    .describe('Activities where the volunteer was, on duty or named as taking part'),
  reliability: reliabilityRecord,
});
export type HoursOfVolunteer = z.infer<typeof hoursOfVolunteer>;

export const certificateBody = z
  .strictObject({
    from: calendarDate,
    until: calendarDate.describe('The last day'),
    language: language.default('zh-CN'),
    organizationId: id
      .optional()
      .describe(
        "Who certifies; left out: the only organization of the volunteer's community, else the community",
      ),
  })
  .superRefine((value, ctx) => {
    const [from, until] = [field(value, 'from'), field(value, 'until')];
    if (typeof from === 'string' && typeof until === 'string' && until < from)
      fail(ctx, ['until'], 'not_before', until, from);
  }, evenIfFieldsFail);
export type CertificateBody = z.infer<typeof certificateBody>;

export const certificateState = z.enum(['valid', 'corrected', 'revoked']);
export type CertificateState = z.infer<typeof certificateState>;

export const hourCertificate = z.strictObject({
  id,
  number: z.string(),
  code: z.string().describe('For `GET /certificates/{code}`'),
  verifyUrl: z.string(),
  volunteerId: id,
  name: z.string().nullable().describe('Null: erased at the request of the person'),
  issuer: z.string(),
  from: calendarDate,
  until: calendarDate,
  language,
  minutes,
  services: z.array(
    z.strictObject({
      dutyId: id,
      activityId: id,
      title: z.string(),
      kind: activityKind,
      date: calendarDate,
      minutes,
    }),
  ),
  sha256: z.string().describe('Of the canonical JSON (RFC 8785) of what is certified, the name included'),
  issuedAt: z.iso.datetime(),
  issuedOn: calendarDate,
  state: certificateState.describe('`corrected`: hours that it certifies were corrected since'),
  revokedAt: z.iso.datetime().nullable(),
  revokedReason: z.string().nullable(),
});
export type HourCertificateView = z.infer<typeof hourCertificate>;
export const hourCertificateList = z.strictObject({ items: z.array(hourCertificate) });
export const revokeBody = z.strictObject({ reason });
export type RevokeBody = z.infer<typeof revokeBody>;

/** What anybody who holds a certificate may know. */
export const certificateCheck = z.strictObject({
  number: z.string(),
  state: certificateState,
  name: z.string().nullable().describe('Masked; null: erased at the request of the person'),
  issuer: z.string(),
  from: calendarDate,
  until: calendarDate,
  minutes,
  services: count,
  issuedOn: calendarDate,
  revokedAt: z.iso.datetime().nullable(),
  sha256: z.string(),
});
export type CertificateCheck = z.infer<typeof certificateCheck>;

const reportFigures = {
  held: count.describe('Activities to which somebody came'),
  attendances: count.describe('People who came: those on duty, and those who were counted'),
  participants: count.describe('Of them those who were counted'),
  onDuty: count.describe('Of them those on duty'),
  activeVolunteers: count.describe('Volunteers who were on duty at least once'),
  minutes: minutes.describe('Confirmed minutes of service'),
  noShows: count,
  noShowRate: z.number().min(0).max(1).nullable().describe('Of those who came or stayed away without excuse'),
};
const figures = z.strictObject(reportFigures);
export const reportScope = z.enum(['season', 'community', 'organization', 'kind', 'community-kind']);
export const attendanceReportRow = figures.extend({
  scope: reportScope,
  communityId: id.nullable(),
  community: z.string().nullable(),
  organizationId: id.nullable(),
  organization: z.string().nullable(),
  kind: activityKind.nullable(),
});
export type AttendanceReportRow = z.infer<typeof attendanceReportRow>;
export const attendanceReport = z.strictObject({ seasonId: id, rows: z.array(attendanceReportRow) });
export type AttendanceReport = z.infer<typeof attendanceReport>;

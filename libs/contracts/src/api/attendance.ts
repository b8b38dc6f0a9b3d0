import { z } from 'zod';
import { activityKind, count, id, instant, label } from '../primitives.js';
import { importFault, importReport } from './imports.js';
import { dutyState } from './duties.js';
import { listOf, fail, field } from './checks.js';
import { evenIfFieldsFail, flag } from './common.js';

/** What a coordinator writes down about somebody on the list. */
export const attendanceState = z.enum(['checked-in', 'no-show', 'excused']);
export type AttendanceState = z.infer<typeof attendanceState>;

/** Whether an activity of a kind gives hours of service, or only counts who was there. */
export const hourLedger = z.enum(['service-hours', 'attendance']);
export type HourLedger = z.infer<typeof hourLedger>;

export const checkInCode = z.strictObject({
  activityId: id,
  code: z.string().describe('Changes every `stepSeconds`; the one before is still taken'),
  text: z.string().describe('What the QR code says'),
  svg: z.string().describe('The QR code as SVG'),
  stepSeconds: z.int(),
  secondsLeft: z.int().describe('Until the next code'),
  opensAt: instant.nullable().describe('Check-in is open from then; null: nobody is on the list'),
  closesAt: instant.nullable(),
});
export type CheckInCode = z.infer<typeof checkInCode>;

const MOST_WORD = 40;
const codeWord = z
  .string()
  .trim()
  .min(4)
  .max(MOST_WORD)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters or broken Unicode');
export const checkInWordBody = z.strictObject({
  word: codeWord.nullable().describe('At least four characters; null: no code word'),
});
export type CheckInWordBody = z.infer<typeof checkInWordBody>;
export const checkInWord = z.strictObject({ activityId: id, word: z.string().nullable() });
export type CheckInWord = z.infer<typeof checkInWord>;

export const checkInBody = z.strictObject({
  code: z.string().trim().min(1).max(500).describe('The code, the text of the QR code, or the code word'),
});
export type CheckInBody = z.infer<typeof checkInBody>;

export const ownAttendance = z.strictObject({
  activityId: id,
  roleId: id,
  volunteerId: id,
  state: dutyState,
  checkedInAt: instant.nullable(),
  checkedOutAt: instant.nullable(),
});
export type OwnAttendance = z.infer<typeof ownAttendance>;

const reason = label.describe('Why; no illnesses or other private matters');

export const attendanceMark = z.strictObject({
  volunteerId: id,
  state: attendanceState,
  checkedInAt: instant.optional().describe('Left out: what is known, else the start of the activity'),
  checkedOutAt: instant.optional(),
  reason: reason.optional(),
});
export type AttendanceMark = z.infer<typeof attendanceMark>;

const MOST_MARKS = 1_000;
export const attendanceBody = z
  .strictObject({ entries: z.array(attendanceMark).min(1).max(MOST_MARKS) })
  .superRefine((value, ctx) => {
    const seen = new Map<unknown, number>();
    listOf(field(value, 'entries')).forEach((entry, index) => {
      const volunteerId = field(entry, 'volunteerId');
      const first = seen.get(volunteerId);
      if (first === undefined) seen.set(volunteerId, index);
      else if (typeof volunteerId === 'string')
        fail(ctx, ['entries', index, 'volunteerId'], 'bulk_twice', volunteerId, `/entries/${first}`);
    });
  }, evenIfFieldsFail);
export type AttendanceBody = z.infer<typeof attendanceBody>;

export const attendanceAnswer = z.strictObject({ changed: count, unchanged: count });
export type AttendanceAnswer = z.infer<typeof attendanceAnswer>;

export const attendanceImportQuery = z.strictObject({
  dryRun: flag.default(false).describe('Check everything and store nothing.'),
});
export type AttendanceImportQuery = z.infer<typeof attendanceImportQuery>;
export const attendanceImportReport = z.strictObject({
  ...importReport.omit({ kind: true, created: true, updated: true }).shape,
  changed: count,
  blank: count.describe('Rows of the list in which nothing was written.'),
  faults: z.array(importFault),
});
export type AttendanceImportReport = z.infer<typeof attendanceImportReport>;

export const attendanceListQuery = z.strictObject({ lang: z.enum(['zh-CN', 'en']).optional() });
export type AttendanceListQuery = z.infer<typeof attendanceListQuery>;

/** How many took part beside those on duty; the last count holds, the earlier ones stay. */
export const attendanceCountBody = z
  .strictObject({
    total: count.describe('People who took part, without those on duty'),
    volunteers: count.default(0).describe('Of them volunteers of the community, though not on duty'),
    migrants: count.nullable().default(null).describe('Of them migrants, where it was counted'),
    participantIds: z.array(id).max(MOST_MARKS).default([]).describe('Volunteers among them who are named'),
    replaces: z.int().min(1).nullable().default(null).describe('The revision that is corrected'),
    reason: reason.optional().describe('Why it is corrected; needed with `replaces`'),
  })
  .superRefine((value, ctx) => {
    const number = (key: string): number => Number(field(value, key) ?? 0);
    const total = number('total');
    if (number('volunteers') > total) fail(ctx, ['volunteers'], 'above_total', total, total);
    if (number('migrants') > total) fail(ctx, ['migrants'], 'above_total', total, total);
    const named = listOf(field(value, 'participantIds'));
    if (named.length > number('volunteers'))
      fail(ctx, ['participantIds'], 'above_volunteers', named.length, number('volunteers'));
    if (new Set(named).size < named.length) fail(ctx, ['participantIds'], 'named_twice', named.length);
    if (typeof field(value, 'replaces') === 'number' && field(value, 'reason') === undefined)
      fail(ctx, ['reason'], 'reason_missing', value);
  }, evenIfFieldsFail);
export type AttendanceCountBody = z.infer<typeof attendanceCountBody>;

export const attendanceCount = z.strictObject({
  activityId: id,
  revision: z.int().min(1),
  total: count,
  volunteers: count,
  migrants: count.nullable(),
  participantIds: z.array(id),
  reason: z.string().nullable(),
  countedAt: z.iso.datetime(),
  countedBy: z.string(),
});
export type AttendanceCount = z.infer<typeof attendanceCount>;

export const attendanceOfActivity = z.strictObject({
  activityId: id,
  kind: activityKind,
  ledger: hourLedger,
  duties: z.array(
    ownAttendance.extend({
      name: z.string().nullable(),
      start: instant,
      end: instant,
      reason: z.string().nullable(),
      minutes: count.nullable().describe('Confirmed minutes of service'),
    }),
  ),
  count: attendanceCount.nullable().describe('The count that holds'),
  corrected: z.array(attendanceCount).describe('Counts that were corrected since, newest first'),
});
export type AttendanceOfActivity = z.infer<typeof attendanceOfActivity>;

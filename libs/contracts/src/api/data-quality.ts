import { z } from 'zod';
import { calendarDate, count, id } from '../primitives.js';

/** What may be worth looking at in the pools of a community. */
export const DATA_QUALITY_CODES = [
  'volunteer-without-time',
  'volunteer-time-over',
  'volunteer-offers-nothing',
  'volunteer-out-of-reach',
  'volunteer-twice',
  'qualification-ended',
  'qualification-missing',
  'activity-nobody-qualified',
  'activity-starts-over',
  'activity-no-venue-open',
  'venue-without-opening',
  'venue-unit-without-account',
  'group-without-time',
  'gift-ended-with-money',
  'gift-fits-nothing',
  'community-without-location',
] as const;
export const dataQualityCode = z.enum(DATA_QUALITY_CODES);
export type DataQualityCode = z.infer<typeof dataQualityCode>;

/**
 * `error`: it cannot be planned, or is wrong; `warning`: it will be missed; `hint`: it is worth a look.
 */
export const dataQualitySeverity = z.enum(['error', 'warning', 'hint']);
export type DataQualitySeverity = z.infer<typeof dataQualitySeverity>;

export const dataQualityFinding = z.strictObject({
  code: dataQualityCode,
  severity: dataQualitySeverity,
  kind: z.string().describe('Word of the API for what it is about, e.g. `volunteers`.'),
  count: z.int().min(1),
  ids: z.array(id).describe('The first twenty.'),
  message: z.string().describe('What it means, and what to do.'),
});
export type DataQualityFinding = z.infer<typeof dataQualityFinding>;

export const dataQualityReport = z.strictObject({
  communityId: id,
  computedAt: z.iso.datetime(),
  findings: z.array(dataQualityFinding).describe('Worst first.'),
});
export type DataQualityReport = z.infer<typeof dataQualityReport>;

/** How many things there are of each finding; what is left out was not found. */
export const dataQualityCounts = z.partialRecord(dataQualityCode, z.int().min(1));
export type DataQualityCounts = z.infer<typeof dataQualityCounts>;

export const dataQualityHistoryQuery = z.strictObject({
  from: calendarDate.optional().describe('First day; left out: 90 days before the last.'),
  until: calendarDate.optional().describe('Last day; left out: the newest.'),
});
export type DataQualityHistoryQuery = z.infer<typeof dataQualityHistoryQuery>;

export const dataQualityHistory = z.strictObject({
  communityId: id,
  days: z
    .array(
      z.strictObject({
        day: calendarDate.describe('On the clock of the community.'),
        total: count,
        counts: dataQualityCounts,
      }),
    )
    .describe('Oldest first; days on which the service did not run are missing.'),
});
export type DataQualityHistory = z.infer<typeof dataQualityHistory>;

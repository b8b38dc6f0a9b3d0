import { z } from 'zod';
import { datasetSeries } from '../dataset.js';
import { activityKind, id, instant } from '../primitives.js';
import { problemActivity } from '../problem.js';
import {
  checkDemands,
  checkNoDuplicates,
  checkNotSelf,
  checkStarts,
  checkWholeMinute,
  field,
} from './checks.js';
import { pageOf, resourceSchemas } from './common.js';

const organizationId = id.optional();

export const activitySchemas = resourceSchemas(
  {
    seasonId: id,
    /** The organization that answers for it. */
    organizationId,
    ...problemActivity.omit({ id: true }).shape,
  },
  {
    seasonId: id.optional(),
    communityId: id.optional(),
    seriesId: id.optional(),
    kind: activityKind.optional(),
    skillId: id.optional(),
  },
  (value, ctx) => {
    checkDemands(value, ctx);
    checkStarts(value, ctx);
    checkNotSelf(value, 'predecessorIds', ctx);
    checkNoDuplicates(field(value, 'predecessorIds'), ctx, ['predecessorIds']);
  },
);
export type ActivityCreate = z.infer<typeof activitySchemas.create>;
export type ActivityRead = z.infer<typeof activitySchemas.read>;
export type ActivityQuery = z.infer<typeof activitySchemas.query>;

const ACTIVITY_ID_TAIL = '-20130309T1400'.length;
const MAX_OFFSET = 7 * 24 * 60;

/** What every activity of a series has in common. */
export const seriesTemplate = z
  .strictObject({
    organizationId,
    ...problemActivity.omit({
      id: true,
      title: true,
      communityId: true,
      seriesId: true,
      candidateStarts: true,
      predecessorIds: true,
    }).shape,
    /** Other starts that would do, minutes before (negative) or after that of the rule. */
    alternativeOffsetsMinutes: z.array(z.int().min(-MAX_OFFSET).max(MAX_OFFSET)).max(50).default([]),
  })
  .superRefine(checkDemands, { when: () => true });
export type SeriesTemplate = z.infer<typeof seriesTemplate>;

const series = resourceSchemas(
  {
    ...datasetSeries.omit({ id: true }).shape,
    /** First start; its local clock time in the community's zone is that of every activity. */
    firstStart: instant,
    seasonId: id,
    template: seriesTemplate,
  },
  { seasonId: id.optional(), communityId: id.optional() },
  (value, ctx) => {
    checkWholeMinute(field(value, 'firstStart'), ctx, ['firstStart']);
    checkNoDuplicates(field(value, 'exceptDates'), ctx, ['exceptDates']);
    const own = field(value, 'id');
    if (typeof own === 'string' && own.length + ACTIVITY_ID_TAIL > 120) {
      ctx.addIssue({
        code: 'custom',
        path: ['id'],
        message: `must have at most ${120 - ACTIVITY_ID_TAIL} characters, since its activities add date and time`,
        input: own,
      });
    }
  },
);
const seriesReadFields = {
  /** Null for a series that was loaded with its activities. */
  template: seriesTemplate.nullable(),
  activityCount: z.int().min(0),
};
const seriesRead = series.read.extend(seriesReadFields);
export const seriesSchemas = {
  ...series,
  read: seriesRead,
  list: pageOf(seriesRead),
};
export type SeriesCreate = z.infer<typeof seriesSchemas.create>;
export type SeriesRead = z.infer<typeof seriesSchemas.read>;
export type SeriesQuery = z.infer<typeof seriesSchemas.query>;

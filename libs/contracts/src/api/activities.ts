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
  fail,
  field,
} from './checks.js';
import { bulkOf, pageOf, patchOf, resourceSchemas } from './common.js';

const organizationId = id.optional();

const activityFields = {
  organizationId: organizationId.describe('The organization that answers for it.'),
  ...problemActivity.omit({ id: true }).shape,
};

const activity = resourceSchemas(
  { seasonId: id, ...activityFields },
  {
    seasonId: id.optional(),
    communityId: id.optional(),
    organizationId: id.optional(),
    hostGroupId: id.optional(),
    seriesId: id.optional(),
    kind: activityKind.optional(),
    skillId: id.optional(),
    venueId: id.optional().describe('Asks for this venue among others'),
    from: instant.optional().describe('Some candidate starts at this instant or later'),
    until: instant.optional().describe('Some candidate starts before this instant'),
  },
  (value, ctx) => {
    checkDemands(value, ctx);
    checkStarts(value, ctx);
    checkNotSelf(value, 'predecessorIds', ctx);
    checkNoDuplicates(field(value, 'predecessorIds'), ctx, ['predecessorIds']);
  },
  ['start'],
);
/** What is planned in one season stays in it. */
const activityPatch = patchOf(activityFields);
export const activitySchemas = {
  ...activity,
  patch: activityPatch,
  bulk: bulkOf(activity.create, activityPatch),
};
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
    alternativeOffsetsMinutes: z
      .array(z.int().min(-MAX_OFFSET).max(MAX_OFFSET))
      .max(50)
      .default([])
      .describe('Other starts that would do, minutes before (negative) or after that of the rule.'),
  })
  .superRefine(checkDemands, { when: () => true });
export type SeriesTemplate = z.infer<typeof seriesTemplate>;

const seriesFields = {
  ...datasetSeries.omit({ id: true }).shape,
  rrule: datasetSeries.shape.rrule
    .overwrite((text) => text.trim().replace(/^RRULE:/i, ''))
    .describe('As calendars write it, with or without `RRULE:` in front.'),
  skipHolidays: z
    .boolean()
    .default(false)
    .describe("It does not take place on public holidays of the season's calendar either."),
  firstStart: instant.describe(
    "First start; its local clock time in the community's zone is that of every activity.",
  ),
};

const seriesOf = <T extends z.ZodType>(template: T) =>
  resourceSchemas(
    { ...seriesFields, seasonId: id, template },
    { seasonId: id.optional(), communityId: id.optional() },
    (value, ctx) => {
      checkWholeMinute(field(value, 'firstStart'), ctx, ['firstStart']);
      checkNoDuplicates(field(value, 'exceptDates'), ctx, ['exceptDates']);
      const own = field(value, 'id');
      if (typeof own === 'string' && own.length + ACTIVITY_ID_TAIL > 120) {
        fail(ctx, ['id'], 'id_length', own, 120 - ACTIVITY_ID_TAIL);
      }
    },
  );
const series = seriesOf(seriesTemplate);
/** Null for a series that was loaded with its activities: it is not expanded. */
const held = seriesOf(seriesTemplate.nullable().default(null));
const seriesRead = held.read.extend({ activityCount: z.int().min(0) });
const seriesPatch = patchOf({ ...seriesFields, template: seriesTemplate });
export const seriesSchemas = {
  ...series,
  patch: seriesPatch,
  bulk: bulkOf(series.create, seriesPatch),
  whole: held.create.describe('A series as it may be stored.'),
  read: seriesRead,
  list: pageOf(seriesRead),
};
export type SeriesCreate = z.infer<typeof seriesSchemas.create>;
export type SeriesRead = z.infer<typeof seriesSchemas.read>;
export type SeriesQuery = z.infer<typeof seriesSchemas.query>;

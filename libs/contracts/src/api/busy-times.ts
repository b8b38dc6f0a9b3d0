import { z } from 'zod';
import { id } from '../primitives.js';

export const busyTimesQuery = z.strictObject({
  seasonId: id.describe('The season whose time is looked at'),
  source: id
    .default('calendar')
    .describe('Name of the calendar; the next import from the same one takes the place of this'),
});
export type BusyTimesQuery = z.infer<typeof busyTimesQuery>;

export const busyTimesReport = z.strictObject({
  volunteerId: id,
  seasonId: id,
  source: id,
  windows: z.int().min(0).describe('Busy stretches in the season, joined where they meet'),
  replaced: z.int().min(0).describe('Stretches of the import before that are gone'),
  version: z.int().min(1).describe('Of the volunteer, whose availability now has them as `unavailable`'),
});
export type BusyTimesReport = z.infer<typeof busyTimesReport>;

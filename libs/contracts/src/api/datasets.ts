import { z } from 'zod';
import { calendarDate, id } from '../primitives.js';

const MONDAY = 1;

export const pilotRequest = z
  .strictObject({
    seasonStart: calendarDate
      .refine((day) => new Date(day).getUTCDay() === MONDAY, 'must be a Monday')
      .optional()
      .describe('First day of the season, a Monday; left out: that of the pilot, 2013-03-04'),
  })
  .prefault({});
export type PilotRequest = z.infer<typeof pilotRequest>;

export const datasetLoaded = z.strictObject({
  seasonId: id,
  counts: z
    .record(z.string(), z.int().min(0))
    .describe('How many of each: `communities`, `volunteers`, `activities`, …'),
});
export type DatasetLoaded = z.infer<typeof datasetLoaded>;

import { z } from 'zod';
import { count, id } from '../primitives.js';
import { flag } from './common.js';

export const importKind = z.enum([
  'communities',
  'skills',
  'partner-units',
  'groups',
  'volunteers',
  'venues',
  'equipment',
  'donations',
  'activities',
]);
export type ImportKind = z.infer<typeof importKind>;

export const importQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Check everything and store nothing.'),
  seasonId: id
    .optional()
    .describe('The season of imported activities; also of imported donations, where given.'),
});

export const exportQuery = z.strictObject({
  lang: z.enum(['zh-CN', 'en']).optional(),
  communityId: id.optional(),
  seasonId: id.optional(),
  template: flag.optional().describe('Only the titles of the columns, to fill in.'),
});

export type ImportQuery = z.infer<typeof importQuery>;
export type ExportQuery = z.infer<typeof exportQuery>;

/** One fault of an imported table, where a person finds it again. */
export const importFault = z.strictObject({
  row: z.int().min(1).describe('Row as the spreadsheet counts: the header is 1.'),
  column: z
    .string()
    .nullable()
    .describe('Header of the column as the file writes it; null: the row as a whole.'),
  value: z.string(),
  code: z.string(),
  message: z.string().describe("What is wrong and what would be right, in the reader's language."),
});
export type ImportFault = z.infer<typeof importFault>;

export const importReport = z.strictObject({
  kind: importKind,
  dryRun: z.boolean(),
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  ignoredColumns: z
    .array(z.string())
    .describe('Columns of the file that mean nothing here; they are not read.'),
  faultCount: count.describe('All faults; `faults` carries the first thousand.'),
  faults: z.array(importFault),
});
export type ImportReport = z.infer<typeof importReport>;

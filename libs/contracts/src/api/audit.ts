import { z } from 'zod';
import { instant } from '../primitives.js';
import { pageOf, pageQueryFields } from './common.js';

/** Things whose history is handed out, and what the book of changes calls them. */
export const HISTORY_TYPES = {
  season: 'Season',
  plan: 'plan',
  resolution: 'resolution',
  'rule-set': 'rule-set',
  activity: 'Activity',
  series: 'ActivitySeries',
  community: 'Community',
  organization: 'Organization',
  'partner-unit': 'PartnerUnit',
  group: 'GrassrootsGroup',
  volunteer: 'Volunteer',
  venue: 'Venue',
  equipment: 'EquipmentItem',
  donation: 'Donation',
  expense: 'Expense',
} as const;
export type HistoryKind = keyof typeof HISTORY_TYPES;
export const HISTORY_KINDS = Object.keys(HISTORY_TYPES) as HistoryKind[];
export const historyKind = z.enum(HISTORY_KINDS);

const word = z.string().min(1).max(200);

export const historyQuery = z.strictObject({
  ...pageQueryFields,
  from: instant.optional().describe('Only what was written at this instant or later.'),
  until: instant.optional().describe('Only what was written before this instant.'),
});
export type HistoryQuery = z.infer<typeof historyQuery>;

export const auditQuery = historyQuery.extend({
  entityType: word.optional(),
  entityId: word.optional(),
  action: word.optional().describe('E.g. `plan.published`.'),
  actor: word.optional().describe('`account:…`, `key:…`, `operator`, or `system`.'),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** One entry of the book of changes. */
export const auditEntryView = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string().describe('A verb of the domain: `volunteer.created`, `plan.published`.'),
  entityType: z.string(),
  entityId: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  requestId: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;
export const auditPage = pageOf(auditEntryView);

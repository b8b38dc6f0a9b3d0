import { z } from 'zod';
import { sha256, violation } from '../plan.js';
import { calendarDate, count, id, label, plainText } from '../primitives.js';
import { dayCalendar, problemObjective, problemPolicy } from '../problem.js';
import { pageOf, pageQueryFields, storedFields } from './common.js';

const moment = z.iso.datetime();
const number = plainText
  .min(1)
  .max(60)
  .describe('The number under which the council keeps it, e.g. `2026-17`.');
const note = plainText.min(1).max(2_000);

/** What a council decided, under its own number. */
export const resolutionCreate = z.strictObject({
  number,
  decidedOn: calendarDate.describe('The day of the decision.'),
  title: label.optional(),
  note: note.optional(),
});
export type ResolutionCreate = z.infer<typeof resolutionCreate>;

export const resolutionView = z.strictObject({
  ...storedFields,
  seasonId: id,
  ...resolutionCreate.shape,
  planIds: z.array(id).describe('Plans that were published by it.'),
  ruleSetIds: z.array(id).describe('Rules and weights that were adopted by it.'),
});
export type ResolutionView = z.infer<typeof resolutionView>;
export const resolutionPage = pageOf(resolutionView);
export const lifeQuery = z.strictObject(pageQueryFields);
export type LifeQuery = z.infer<typeof lifeQuery>;

/** Rules, aims and weights that a plan was made under. Each change of a season's makes the next version. */
export const ruleSetView = z.strictObject({
  id,
  seasonId: id,
  number: z.int().min(1).describe('Version within the season.'),
  sha256,
  policy: problemPolicy,
  objective: problemObjective,
  calendar: dayCalendar,
  resolution: z.strictObject({ id, number, decidedOn: calendarDate }).nullable(),
  createdAt: moment,
});
export type RuleSetView = z.infer<typeof ruleSetView>;
export const ruleSetPage = pageOf(ruleSetView);

/** Names a resolution of the season; one that is not kept yet is written down with what is told here. */
const namedResolution = z.strictObject({
  number,
  decidedOn: calendarDate.optional().describe('Needed for a number that is not kept yet.'),
  title: label.optional(),
  note: note.optional(),
});
export type NamedResolution = z.infer<typeof namedResolution>;

export const adoptionRequest = z.strictObject({ resolution: namedResolution });
export type AdoptionRequest = z.infer<typeof adoptionRequest>;

export const publishRequest = z.strictObject({
  resolution: namedResolution,
  acceptChanges: sha256
    .optional()
    .describe(
      'SHA-256 of the season as it now stands (`currentSha256` of `GET /plans/{id}/changes`): publish although the pools were changed since the plan was made, if it keeps every rule with what they now hold.',
    ),
});
export type PublishRequest = z.infer<typeof publishRequest>;

export const reviewRequest = z.strictObject({ note: note.optional() }).prefault({});
export type ReviewRequest = z.infer<typeof reviewRequest>;
export const returnRequest = z.strictObject({ reason: note });
export type ReturnRequest = z.infer<typeof returnRequest>;

/** Something of a season that is not as it was. */
export const problemChange = z.strictObject({
  kind: z.enum([
    'season',
    'community',
    'skill',
    'volunteer',
    'group',
    'venue',
    'equipment',
    'donation',
    'activity',
    'pin',
  ]),
  id: z.string().describe('Of a pin: its content as JSON; of the season: empty.'),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(z.string()).describe('Members that are different.'),
});
export type ProblemChange = z.infer<typeof problemChange>;

/** What was changed in the pools since the problem of a plan was read. */
export const planChanges = z.strictObject({
  planId: id,
  problemSha256: sha256,
  currentSha256: sha256.describe('Of the season as it now stands.'),
  total: count,
  changes: z.array(problemChange).describe('The first 200.'),
  brokenRules: z
    .array(violation)
    .describe('Rules that the plan would break with what the pools now hold; the first 50.'),
});
export type PlanChanges = z.infer<typeof planChanges>;

/** A plan that was checked once more, from what is stored of it alone. */
export const planVerification = z.strictObject({
  planId: id,
  problemSha256: sha256,
  seal: sha256,
  verified: z.boolean(),
  violations: z.array(violation),
});
export type PlanVerification = z.infer<typeof planVerification>;

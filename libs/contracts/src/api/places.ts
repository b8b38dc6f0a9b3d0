import { z } from 'zod';
import { activityKind, count, id, instant } from '../primitives.js';
import { dutyView } from './duties.js';
import { flag, pageOf, pageQueryFields } from './common.js';

/** Why a place cannot be taken. Nobody can set the first ones aside; a coordinator can set aside the last four. */
export const placeReason = z.enum([
  'free',
  'collides',
  'rest',
  'over-hours',
  'not-qualified',
  'age',
  'guardian',
  'minor-alone',
  'community',
  'declined',
  'serves-already',
  'full',
  'begun',
  'too-late',
  'beyond-target',
  'avoid-window',
  'dislikes',
]);
export type PlaceReason = z.infer<typeof placeReason>;

/** What a coordinator may set aside, with a reason that is written down. */
export const SOFT_REASONS = [
  'too-late',
  'beyond-target',
  'avoid-window',
  'dislikes',
] as const satisfies readonly PlaceReason[];
export const softReason = z.enum(SOFT_REASONS);

export const placeRefusal = z.strictObject({
  code: placeReason,
  soft: z.boolean().describe('A coordinator may set it aside.'),
  message: z.string(),
  activityIds: z.array(id).describe('What the person does instead, where that is in the way.'),
});
export type PlaceRefusal = z.infer<typeof placeRefusal>;

export const waitState = z.enum(['waiting', 'offered', 'taken', 'ended', 'cancelled']);
export type WaitState = z.infer<typeof waitState>;

export const waitingView = z.strictObject({
  id,
  version: z.int().min(1),
  seasonId: id,
  activityId: id,
  roleId: id,
  volunteerId: id,
  state: waitState,
  position: z.int().min(1).nullable().describe('Place in the line; null: does not wait any more'),
  dutyId: id.nullable().describe('What was offered'),
  createdAt: instant,
});
export type WaitingView = z.infer<typeof waitingView>;
export const waitingPage = pageOf(waitingView);

export const waitingQuery = z.strictObject({
  ...pageQueryFields,
  seasonId: id.optional(),
  activityId: id.optional(),
  volunteerId: id.optional(),
  state: waitState.optional(),
});
export type WaitingQuery = z.infer<typeof waitingQuery>;

export const placeView = z.strictObject({
  activityId: id,
  roleId: id,
  title: z.string(),
  kind: activityKind,
  community: z.string(),
  role: z.string(),
  start: instant,
  end: instant,
  timeZone: z.string(),
  venue: z.string().nullable(),
  target: count,
  open: count.describe('Places that are still to be had'),
  waiting: count.describe('People who wait for one'),
  canSignUp: z.boolean().describe('Of whoever asks, or the volunteer who is asked about'),
  canWait: z.boolean(),
  reasons: z.array(placeRefusal).describe('All that is in the way'),
  own: z
    .strictObject({ dutyId: id.nullable(), waitingId: id.nullable(), position: z.int().min(1).nullable() })
    .describe('What the volunteer has there already'),
});
export type PlaceView = z.infer<typeof placeView>;
export const placePage = pageOf(placeView);

export const placeQuery = z.strictObject({
  ...pageQueryFields,
  seasonId: id,
  activityId: id.optional(),
  volunteerId: id.optional().describe('Whom it is asked for; volunteers ask for themselves'),
  from: instant.optional(),
  until: instant.optional(),
  full: flag.optional().describe('Also roles that are full, to wait for'),
});
export type PlaceQuery = z.infer<typeof placeQuery>;

export const signUp = z.strictObject({
  volunteerId: id.optional().describe('Whom a coordinator puts there; volunteers sign up themselves'),
  wait: z.boolean().default(true).describe('Wait in line where the role is full'),
  setAside: z
    .strictObject({
      reasons: z.array(softReason).min(1).max(SOFT_REASONS.length),
      because: z.string().trim().min(1).max(400),
    })
    .optional()
    .describe('What a coordinator sets aside, and why; it is written down'),
});
export type SignUp = z.infer<typeof signUp>;

export const signedUp = z.strictObject({
  outcome: z.enum(['taken', 'waiting']),
  duty: dutyView.nullable(),
  waiting: waitingView.nullable(),
});
export type SignedUp = z.infer<typeof signedUp>;

export const searchState = z.enum(['computing', 'asking', 'filled', 'exhausted', 'ended']);
export type SearchState = z.infer<typeof searchState>;
export const searchStage = z.enum(['stand-by', 'recommend']);
export type SearchStage = z.infer<typeof searchStage>;

export const searchView = z.strictObject({
  id,
  version: z.int().min(1),
  seasonId: id,
  planId: id,
  activityId: id,
  roleId: id,
  start: instant,
  end: instant,
  state: searchState,
  stage: searchStage,
  candidates: z.array(id).describe('In the order in which they are asked'),
  asked: count.describe('How many of them had their turn'),
  createdAt: instant,
});
export type SearchView = z.infer<typeof searchView>;
export const searchPage = pageOf(searchView);
export const searchQuery = z.strictObject({
  ...pageQueryFields,
  seasonId: id.optional(),
  activityId: id.optional(),
  state: searchState.optional(),
});
export type SearchQuery = z.infer<typeof searchQuery>;

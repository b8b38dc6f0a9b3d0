import { z } from 'zod';
import { id, instant } from '../primitives.js';
import { pageOf, pageQueryFields } from './common.js';

/** A volunteer asks somebody to take over a place, and keeps it until they have. */
export const swapRequest = z.strictObject({
  volunteerId: id.describe('Who is asked to take the place over.'),
});
export type SwapRequest = z.infer<typeof swapRequest>;

/** `ended`: nobody answered in time, or the place was given up otherwise. */
export const swapState = z.enum(['asked', 'accepted', 'refused', 'withdrawn', 'ended']);
export type SwapState = z.infer<typeof swapState>;

export const swapView = z.strictObject({
  id,
  version: z.int().min(1),
  dutyId: id.describe('The duty that is to be taken over.'),
  seasonId: id,
  activityId: id,
  roleId: id,
  toVolunteerId: id,
  start: instant,
  end: instant,
  state: swapState,
  respondBy: instant,
  createdAt: instant,
});
export type SwapView = z.infer<typeof swapView>;
export const swapPage = pageOf(swapView);
export const swapQuery = z.strictObject({
  ...pageQueryFields,
  seasonId: id.optional(),
  activityId: id.optional(),
  state: swapState.optional(),
});
export type SwapQuery = z.infer<typeof swapQuery>;

import { z } from 'zod';
import { tierChange } from './answers.js';
import { count, id, instant } from './primitives.js';

/** Somebody who could step in. */
export const reserve = z.strictObject({
  volunteerId: id,
  /**
   * First reserve of this place and held free for it: all first reserves of the list can be called together without a
   * rule being broken. Others can each be called by themselves.
   */
  first: z.boolean(),
  /** Those of the role whom this person may replace; a minor only minors, who cannot lead nobody who leads. */
  standsInFor: z.array(id),
  /** May also take a place of the role that is open. */
  takesOpenPlace: z.boolean(),
  /** Minutes of service as a share of the time offered, with this place. */
  share: z.number().min(0),
  /** What each aim gains or loses when this person replaces the first of `standsInFor`, or takes the open place. */
  tiers: z.array(tierChange.pick({ tier: true, sense: true, change: true })),
});
export type Reserve = z.infer<typeof reserve>;

/** How many are expected to come, where the community counts reliability. */
export const attendance = z.strictObject({
  /** Expected number of those assigned who come, and the probability that they reach the least number of the role. */
  expected: z.number().min(0),
  probability: z.number().min(0).max(1),
  /** Reserves, from the first on, who have to be asked to come as well; null where all who could step in are too few. */
  reservesNeeded: count.nullable(),
  /** The same with these reserves, or with those of the list where all are too few. */
  expectedWithReserves: z.number().min(0),
  probabilityWithReserves: z.number().min(0).max(1),
});
export type Attendance = z.infer<typeof attendance>;

/** The reserve of one role of an activity that takes place. */
export const standByPlace = z.strictObject({
  activityId: id,
  roleId: id,
  start: instant,
  /** People of the role in the plan, and the least that it needs. */
  serving: count,
  min: count,
  /** People who could step in, of whom the list names the best. */
  eligible: count,
  /** In the order in which they are to be asked. */
  reserves: z.array(reserve),
  attendance: attendance.optional(),
});
export type StandByPlace = z.infer<typeof standByPlace>;

/** An ordered reserve for each role of the activities that take place. */
export const standByList = z.strictObject({
  places: z.array(standByPlace),
  /** Roles with nobody who could step in, and roles whose reserves are first elsewhere already. */
  withoutReserve: count,
  withoutFirst: count,
});
export type StandByList = z.infer<typeof standByList>;

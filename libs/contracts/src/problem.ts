import { z } from 'zod';
import {
  activityKind,
  ageClass,
  availabilityWindow,
  calendarDate,
  count,
  fen,
  id,
  instant,
  label,
  minutes,
} from './primitives.js';

export const PROBLEM_FORMAT = 'heli-problem/1';

const ids = z.array(id).max(100_000);
const windows = z.array(availabilityWindow).max(2_000);

export const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export const problemCommunity = z.strictObject({
  id,
  name: label,
  /** Region code in the manner of GB/T 2260, e.g. `110105`: 2 digits a province, 12 a community. */
  regionCode: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional(),
  timeZone: z.string().min(1).max(60).default('Asia/Shanghai'),
  location: location.optional(),
});

export const problemSkill = z.strictObject({
  id,
  name: label,
  /** True when the skill counts only with a qualification that is valid on the day. */
  needsQualification: z.boolean().default(false),
});

/** Upper limits of work; what is left out is unlimited. Weeks are ISO weeks in the person's community's zone. */
export const workLimits = z.strictObject({
  minutesPerDay: minutes.optional(),
  minutesPerWeek: minutes.optional(),
  minutesPerSeason: minutes.optional(),
  activitiesPerDay: count.optional(),
  activitiesPerWeek: count.optional(),
  activitiesPerSeason: count.optional(),
});

export const qualification = z.strictObject({
  skillId: id,
  /** First day on which it counts. */
  validFrom: calendarDate.optional(),
  /** Last day on which it counts. */
  validUntil: calendarDate.optional(),
});

export const volunteerWishes = z.strictObject({
  kinds: z.array(activityKind).max(4).default([]),
  activityIds: ids.default([]),
  hostGroupIds: ids.default([]),
  avoidActivityIds: ids.default([]),
});

export const problemVolunteer = z.strictObject({
  id,
  /** Left out where names need not travel; plans name people by id. */
  name: label.optional(),
  communityId: id,
  /** Other communities where this person also serves. */
  servesCommunityIds: ids.default([]),
  ageClass: ageClass.default('adult'),
  /** Written consent of a guardian; without it a child or minor is never assigned. */
  guardianConsent: z.boolean().default(false),
  skillIds: ids.default([]),
  qualifications: z.array(qualification).max(200).default([]),
  availability: windows,
  limits: workLimits.default({}),
  /** Least time between the end of one activity and the start of the next, minutes; else the policy's. */
  minRestMinutes: minutes.optional(),
  /**
   * Time this person offered for the season, minutes: never exceeded, and the measure of a fair load. Left out: what the
   * windows hold, capped by the limits.
   */
  offeredMinutes: minutes.optional(),
  wishes: volunteerWishes.optional(),
  /** Series this person served before; they are rather asked again. */
  servedSeriesIds: ids.default([]),
});

export const problemGroup = z.strictObject({
  id,
  name: label,
  communityId: id,
  servesCommunityIds: ids.default([]),
  /** What the group can do, e.g. `choir`, `handicraft`. */
  tags: z.array(id).max(100).default([]),
  availability: windows,
  activitiesPerWeek: count.optional(),
});

export const problemVenue = z.strictObject({
  id,
  name: label,
  communityId: id,
  servesCommunityIds: ids.default([]),
  capacity: count,
  features: z.array(id).max(100).default([]),
  /** Opening times; `preferred` and `avoid` count as open. Dated `unavailable` windows are blackouts. */
  opening: windows,
  bufferBeforeMinutes: minutes.default(0),
  bufferAfterMinutes: minutes.default(0),
  /** Price of one booking, fen; paid from donations that allow the purpose `venue`. */
  costFen: fen.default(0),
  needsConfirmation: z.boolean().default(false),
});

export const problemEquipment = z.strictObject({
  id,
  name: label,
  type: id,
  quantity: count,
  communityId: id,
  servesCommunityIds: ids.default([]),
  /** Time between two loans of the same unit, minutes. */
  turnaroundMinutes: minutes.default(0),
});

/** What a gift may pay for. An empty or missing list allows all. */
export const earmark = z.strictObject({
  kinds: z.array(activityKind).max(4).default([]),
  communityIds: ids.default([]),
  /** Groups that host the activity. */
  hostGroupIds: ids.default([]),
  purposes: z.array(id).max(100).default([]),
});

export const problemDonation = z.strictObject({
  id,
  name: label.optional(),
  amountFen: fen,
  earmark: earmark.default({ kinds: [], communityIds: [], hostGroupIds: [], purposes: [] }),
  /** The gift pays only for activities that start at or after this instant. */
  availableFrom: instant.optional(),
  /** The gift pays only for activities that start before this instant. */
  expiresAt: instant.optional(),
});

export const roleDemand = z.strictObject({
  id,
  name: label.optional(),
  /** A person must have all of these. */
  skillIds: ids.default([]),
  /** Without so many the activity does not take place. */
  min: count.default(0),
  /** The wished number. */
  target: count,
  /** Never more; left out: the target. */
  max: count.optional(),
  minAgeClass: ageClass.default('child'),
  /** At least one of those in this role must be a qualified leader. */
  leader: z.boolean().default(false),
  /** Worth of one filled place against places of other roles. */
  weight: z.int().min(1).max(100).default(1),
});

export const venueDemand = z.strictObject({
  /** Never a smaller room; left out: no lower limit beside the wish to seat the expected attendance. */
  minCapacity: count.default(0),
  features: z.array(id).max(100).default([]),
  /** Only these venues; left out: every venue that serves the activity's community. */
  venueIds: ids.optional(),
});

export const equipmentDemand = z.strictObject({ type: id, quantity: z.int().min(1).max(1_000_000) });

export const groupDemand = z.strictObject({
  id,
  /** Needed number of groups. */
  count: z.int().min(1).max(100),
  tags: z.array(id).max(100).default([]),
  /** Only these groups; left out: every group that serves the community and has the tags. */
  groupIds: ids.optional(),
});

export const budgetLine = z.strictObject({
  id,
  purpose: id,
  /** Without so much the activity does not take place, fen. */
  minFen: fen.default(0),
  /** The wished amount, fen; left out: the minimum. What gifts allow beyond the minima is given out once the schedule stands. */
  targetFen: fen.optional(),
});

export const problemActivity = z.strictObject({
  id,
  title: label,
  kind: activityKind,
  communityId: id,
  seriesId: id.optional(),
  hostGroupId: id.optional(),
  /** Worth of taking place: 1 (low) to 9 (high). */
  priority: z.int().min(1).max(9).default(5),
  durationMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60),
  candidateStarts: z.array(instant).min(1).max(500),
  expectedAttendance: count.default(0),
  roles: z.array(roleDemand).max(50).default([]),
  /** Left out or null: the activity needs no venue of the pool. */
  venue: venueDemand.nullable().optional(),
  equipment: z.array(equipmentDemand).max(50).default([]),
  groups: z.array(groupDemand).max(50).default([]),
  budget: z.array(budgetLine).max(50).default([]),
  /** These must take place, and end, before this one may start. */
  predecessorIds: ids.default([]),
  /** Overrides the rule of the kind. */
  allowHolidays: z.boolean().optional(),
});

const decision = { activityId: id };

/** Decisions taken before the run. They stay. */
export const pin = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hold-activity'),
    ...decision,
    start: instant.optional(),
    venueId: id.optional(),
  }),
  z.strictObject({ type: z.literal('drop-activity'), ...decision }),
  z.strictObject({ type: z.literal('assign'), ...decision, volunteerId: id, roleId: id }),
  z.strictObject({ type: z.literal('forbid-volunteer'), ...decision, volunteerId: id }),
  z.strictObject({ type: z.literal('engage-group'), ...decision, groupId: id }),
  z.strictObject({ type: z.literal('forbid-group'), ...decision, groupId: id }),
  /** A booking that the owner declined. */
  z.strictObject({ type: z.literal('forbid-venue'), ...decision, venueId: id, start: instant.optional() }),
]);

export const problemPolicy = z.strictObject({
  /** Travel inside one community, minutes. */
  travelMinutesWithinCommunity: minutes.default(0),
  /** Travel between two communities without known locations, minutes. */
  travelMinutesBetweenCommunities: minutes.default(30),
  /** With both locations known: great-circle distance times this, minutes per kilometre. */
  travelMinutesPerKilometre: z.number().min(0).max(600).default(4),
  minRestMinutes: minutes.default(0),
  limits: workLimits.default({}),
  /** Kinds that keep clear of public holidays. */
  noHolidayKinds: z.array(activityKind).max(4).default([]),
  /** The skill that makes a leader. */
  leaderSkillId: id.optional(),
});

/** Public holidays and the weekend days worked instead of them. */
export const dayCalendar = z.strictObject({
  holidays: z.array(calendarDate).max(10_000).default([]),
  makeUpWorkdays: z.array(calendarDate).max(10_000).default([]),
});
export type DayCalendar = z.infer<typeof dayCalendar>;

export const tierName = z.enum(['held', 'coverage', 'changes', 'fairness', 'quality']);
export type TierName = z.infer<typeof tierName>;
export const DEFAULT_TIERS: readonly TierName[] = ['held', 'coverage', 'fairness', 'quality'];

/** Points within the tiers; whole numbers, so that a proof can round. */
export const objectiveWeights = z.strictObject({
  /** coverage: one filled place (times the role's weight). */
  place: z.int().min(0).max(1000).default(10),
  /** coverage: the whole expected attendance seated, in proportion. */
  attendance: z.int().min(0).max(1000).default(20),
  /** quality: one assignment in a preferred / avoided window. */
  preferred: z.int().min(0).max(1000).default(4),
  avoid: z.int().min(0).max(1000).default(6),
  /** quality: one wish met / one dislike crossed. */
  wish: z.int().min(0).max(1000).default(5),
  /** quality: a person serves a series again. */
  continuity: z.int().min(0).max(1000).default(5),
  /** quality: per ten minutes of travel between communities. */
  travel: z.int().min(0).max(1000).default(1),
  /** quality: per started yuan of venue cost. */
  venueCost: z.int().min(0).max(1000).default(1),
  /** quality: one person beyond a role's target. */
  surplus: z.int().min(0).max(1000).default(12),
});

export const problemObjective = z.strictObject({
  /** From most to least important. */
  tiers: z.array(tierName).min(1).max(5).default(['held', 'coverage', 'fairness', 'quality']),
  weights: objectiveWeights.prefault({}),
  /**
   * How many levels of the fairness tier are lowered one after the other: 1 only the most loaded person, 2 also the most
   * loaded of those who are not held up by that bottleneck, and so on.
   */
  fairnessLevels: z.int().min(1).max(1000).default(3),
});

/** What people were already told; the tier `changes` counts departures from it. */
export const previousPlan = z.strictObject({
  activities: z
    .array(z.strictObject({ activityId: id, start: instant, venueId: id.nullable().default(null) }))
    .default([]),
  assignments: z.array(z.strictObject({ activityId: id, roleId: id, volunteerId: id })).default([]),
});

/**
 * A season to be planned: pools, activities, rules and aims. Written by hand, by `heli generate` or by the service from
 * its database; self-contained, so that anyone can solve it and check a plan against it.
 */
export const problem = z.strictObject({
  format: z.literal(PROBLEM_FORMAT),
  name: label,
  /** The season `[start, end)`. */
  horizon: z.strictObject({ start: instant, end: instant }),
  calendar: dayCalendar.prefault({}),
  policy: problemPolicy.prefault({}),
  objective: problemObjective.prefault({}),
  communities: z.array(problemCommunity).min(1).max(10_000),
  skills: z.array(problemSkill).max(10_000).default([]),
  volunteers: z.array(problemVolunteer).max(1_000_000).default([]),
  groups: z.array(problemGroup).max(100_000).default([]),
  venues: z.array(problemVenue).max(100_000).default([]),
  equipment: z.array(problemEquipment).max(100_000).default([]),
  donations: z.array(problemDonation).max(100_000).default([]),
  activities: z.array(problemActivity).max(100_000).default([]),
  pins: z.array(pin).max(1_000_000).default([]),
  previous: previousPlan.optional(),
});

export type Problem = z.infer<typeof problem>;
/** The problem as one may write it: defaults left out. */
export type ProblemInput = z.input<typeof problem>;
export type ProblemCommunity = z.infer<typeof problemCommunity>;
export type ProblemVolunteer = z.infer<typeof problemVolunteer>;
export type ProblemGroup = z.infer<typeof problemGroup>;
export type ProblemVenue = z.infer<typeof problemVenue>;
export type ProblemEquipment = z.infer<typeof problemEquipment>;
export type ProblemDonation = z.infer<typeof problemDonation>;
export type ProblemActivity = z.infer<typeof problemActivity>;
export type ProblemPolicy = z.infer<typeof problemPolicy>;
export type RoleDemand = z.infer<typeof roleDemand>;
export type GroupDemand = z.infer<typeof groupDemand>;
export type BudgetLine = z.infer<typeof budgetLine>;
export type WorkLimits = z.infer<typeof workLimits>;
export type ObjectiveWeights = z.infer<typeof objectiveWeights>;
export type Pin = z.infer<typeof pin>;

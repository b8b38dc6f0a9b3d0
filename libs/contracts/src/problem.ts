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
  regionCode: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional()
    .describe('Region code in the manner of GB/T 2260, e.g. `110105`: 2 digits a province, 12 a community.'),
  timeZone: z.string().min(1).max(60).default('Asia/Shanghai'),
  location: location.optional(),
  countsReliability: z
    .boolean()
    .optional()
    .describe(
      'True where the community has decided that stand-by lists count on how reliably people come; left out: they do not.',
    ),
});

export const problemSkill = z.strictObject({
  id,
  name: label,
  needsQualification: z
    .boolean()
    .default(false)
    .describe('True when the skill counts only with a qualification that is valid on the day.'),
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

/** Names of the limits, as a person and the policy may set them. */
export const WORK_LIMITS = workLimits.keyof().options;

export const qualification = z.strictObject({
  skillId: id,
  validFrom: calendarDate.optional().describe('First day on which it counts.'),
  validUntil: calendarDate.optional().describe('Last day on which it counts.'),
});

export const volunteerWishes = z.strictObject({
  kinds: z.array(activityKind).max(4).default([]),
  activityIds: ids.default([]),
  hostGroupIds: ids.default([]),
  avoidActivityIds: ids.default([]),
});

export const problemVolunteer = z.strictObject({
  id,
  name: label.optional().describe('Left out where names need not travel; plans name people by id.'),
  communityId: id,
  servesCommunityIds: ids.default([]).describe('Other communities where this person also serves.'),
  ageClass: ageClass.default('adult'),
  guardianConsent: z
    .boolean()
    .default(false)
    .describe('Written consent of a guardian; without it a child or minor is never assigned.'),
  skillIds: ids.default([]),
  qualifications: z.array(qualification).max(200).default([]),
  availability: windows,
  limits: workLimits.default({}),
  minRestMinutes: minutes
    .optional()
    .describe(
      "Least time between the end of one activity and the start of the next, minutes; else the policy's.",
    ),
  offeredMinutes: minutes
    .optional()
    .describe(
      'Time this person offered for the season, minutes: never exceeded, and the measure of a fair load. Left out: what the windows hold, capped by the limits.',
    ),
  wishes: volunteerWishes.optional(),
  servedSeriesIds: ids.default([]).describe('Series this person served before; they are rather asked again.'),
  reliability: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'Share of agreed services to which this person came. Only stand-by lists read it, and only where the community counts reliability.',
    ),
});

export const problemGroup = z.strictObject({
  id,
  name: label,
  communityId: id,
  servesCommunityIds: ids.default([]),
  tags: z.array(id).max(100).default([]).describe('What the group can do, e.g. `choir`, `handicraft`.'),
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
  opening: windows.describe(
    'Opening times; `preferred` and `avoid` count as open. Dated `unavailable` windows are blackouts.',
  ),
  bufferBeforeMinutes: minutes.default(0),
  bufferAfterMinutes: minutes.default(0),
  costFen: fen
    .default(0)
    .describe('Price of one booking, fen; paid from donations that allow the purpose `venue`.'),
  needsConfirmation: z.boolean().default(false),
});

export const problemEquipment = z.strictObject({
  id,
  name: label,
  type: id,
  quantity: count,
  communityId: id,
  servesCommunityIds: ids.default([]),
  turnaroundMinutes: minutes.default(0).describe('Time between two loans of the same unit, minutes.'),
});

/** What a gift may pay for. An empty or missing list allows all. */
export const earmark = z.strictObject({
  kinds: z.array(activityKind).max(4).default([]),
  communityIds: ids.default([]),
  hostGroupIds: ids.default([]).describe('Groups that host the activity.'),
  purposes: z.array(id).max(100).default([]),
});

export const problemDonation = z.strictObject({
  id,
  name: label.optional(),
  amountFen: fen,
  earmark: earmark.default({ kinds: [], communityIds: [], hostGroupIds: [], purposes: [] }),
  availableFrom: instant
    .optional()
    .describe('The gift pays only for activities that start at or after this instant.'),
  expiresAt: instant.optional().describe('The gift pays only for activities that start before this instant.'),
});

export const roleDemand = z.strictObject({
  id,
  name: label.optional(),
  skillIds: ids.default([]).describe('A person must have all of these.'),
  min: count.default(0).describe('Without so many the activity does not take place.'),
  target: count.describe('The wished number.'),
  max: count.optional().describe('Never more; left out: the target.'),
  minAgeClass: ageClass.default('child'),
  leader: z
    .boolean()
    .default(false)
    .describe('At least one of those in this role must be a qualified leader.'),
  weight: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe('Worth of one filled place against places of other roles.'),
});

export const venueDemand = z.strictObject({
  minCapacity: count
    .default(0)
    .describe(
      'Never a smaller room; left out: no lower limit beside the wish to seat the expected attendance.',
    ),
  features: z.array(id).max(100).default([]),
  venueIds: ids
    .optional()
    .describe("Only these venues; left out: every venue that serves the activity's community."),
});

export const equipmentDemand = z.strictObject({ type: id, quantity: z.int().min(1).max(1_000_000) });

export const groupDemand = z.strictObject({
  id,
  count: z.int().min(1).max(100).describe('Needed number of groups.'),
  tags: z.array(id).max(100).default([]),
  groupIds: ids
    .optional()
    .describe('Only these groups; left out: every group that serves the community and has the tags.'),
});

export const budgetLine = z.strictObject({
  id,
  purpose: id,
  minFen: fen.default(0).describe('Without so much the activity does not take place, fen.'),
  targetFen: fen
    .optional()
    .describe(
      'The wished amount, fen; left out: the minimum. What gifts allow beyond the minima is given out once the schedule stands.',
    ),
});

export const problemActivity = z.strictObject({
  id,
  title: label,
  kind: activityKind,
  communityId: id,
  seriesId: id.optional(),
  hostGroupId: id.optional(),
  priority: z.int().min(1).max(9).default(5).describe('Worth of taking place: 1 (low) to 9 (high).'),
  durationMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60),
  candidateStarts: z.array(instant).min(1).max(500),
  expectedAttendance: count.default(0),
  roles: z.array(roleDemand).max(50).default([]),
  venue: venueDemand
    .nullable()
    .optional()
    .describe('Left out or null: the activity needs no venue of the pool.'),
  equipment: z.array(equipmentDemand).max(50).default([]),
  groups: z.array(groupDemand).max(50).default([]),
  budget: z.array(budgetLine).max(50).default([]),
  predecessorIds: ids.default([]).describe('These must take place, and end, before this one may start.'),
  allowHolidays: z.boolean().optional().describe('Overrides the rule of the kind.'),
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

/** A most that may be spent: on budget lines and on the prices of bookings, of some activities together. */
export const spendingLimit = z.strictObject({
  id,
  name: label.optional(),
  limitFen: fen.describe('Never more is spent on these activities together, fen; 0: nothing at all.'),
  communityIds: ids.default([]).describe('Activities of these communities; empty: of all.'),
  kinds: z.array(activityKind).max(4).default([]).describe('Activities of these kinds; empty: of all.'),
});
export type SpendingLimit = z.infer<typeof spendingLimit>;

export const problemPolicy = z.strictObject({
  travelMinutesWithinCommunity: minutes.default(0).describe('Travel inside one community, minutes.'),
  travelMinutesBetweenCommunities: minutes
    .default(30)
    .describe('Travel between two communities without known locations, minutes.'),
  travelMinutesPerKilometre: z
    .number()
    .min(0)
    .max(600)
    .default(4)
    .describe('With both locations known: great-circle distance times this, minutes per kilometre.'),
  minRestMinutes: minutes.default(0),
  limits: workLimits.default({}),
  noHolidayKinds: z
    .array(activityKind)
    .max(4)
    .default([])
    .describe('Kinds that keep clear of public holidays.'),
  leaderSkillId: id.optional().describe('The skill that makes a leader.'),
  spendingLimits: z
    .array(spendingLimit)
    .max(1_000)
    .optional()
    .describe(
      'What may be spent at most, over all or by community and kind, however much there is. Each limit holds by itself; left out: as far as the gifts go.',
    ),
});

/** Public holidays and the weekend days worked instead of them. */
export const dayCalendar = z.strictObject({
  holidays: z.array(calendarDate).max(10_000).default([]),
  makeUpWorkdays: z.array(calendarDate).max(10_000).default([]),
});
export type DayCalendar = z.infer<typeof dayCalendar>;

export const tierName = z.enum(['held', 'coverage', 'changes', 'cost', 'fairness', 'quality']);
export type TierName = z.infer<typeof tierName>;
export const DEFAULT_TIERS: readonly TierName[] = ['held', 'coverage', 'fairness', 'quality'];

/** Points within the tiers; whole numbers, so that a proof can round. */
export const objectiveWeights = z.strictObject({
  place: z
    .int()
    .min(0)
    .max(1000)
    .default(10)
    .describe("coverage: one filled place (times the role's weight)."),
  attendance: z
    .int()
    .min(0)
    .max(1000)
    .default(20)
    .describe('coverage: the whole expected attendance seated, in proportion.'),
  preferred: z
    .int()
    .min(0)
    .max(1000)
    .default(4)
    .describe('quality: one assignment in a preferred / avoided window.'),
  avoid: z.int().min(0).max(1000).default(6),
  wish: z.int().min(0).max(1000).default(5).describe('quality: one wish met / one dislike crossed.'),
  continuity: z.int().min(0).max(1000).default(5).describe('quality: a person serves a series again.'),
  travel: z
    .int()
    .min(0)
    .max(1000)
    .default(1)
    .describe('quality: per ten minutes of travel between communities.'),
  venueCost: z.int().min(0).max(1000).default(1).describe('quality: per started yuan of venue cost.'),
  surplus: z.int().min(0).max(1000).default(12).describe("quality: one person beyond a role's target."),
});

export const problemObjective = z.strictObject({
  tiers: z
    .array(tierName)
    .min(1)
    .max(tierName.options.length)
    .default(['held', 'coverage', 'fairness', 'quality'])
    .describe('From most to least important.'),
  weights: objectiveWeights.prefault({}),
  fairnessLevels: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .describe(
      'How many levels of the fairness tier are lowered one after the other: 1 only the most loaded person, 2 also the most loaded of those who are not held up by that bottleneck, and so on.',
    ),
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
  horizon: z.strictObject({ start: instant, end: instant }).describe('The season `[start, end)`.'),
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

import fc from 'fast-check';
import { validate } from '@heli/allocator';
import { type Problem, type ProblemInput, problem as problemSchema, type TierName } from '@heli/contracts';

/**
 * Small random seasons that use every word of the problem format. Eleven days around Qingming 2026 and the change to
 * summer time in Berlin, few clock times and few people, so that everything collides with everything.
 */

type Entry<K extends keyof ProblemInput> =
  NonNullable<ProblemInput[K]> extends readonly (infer T)[] ? T : never;

const HORIZON = { start: '2026-03-27T00:00:00+08:00', end: '2026-04-07T00:00:00+08:00' };
const CALENDAR = {
  holidays: ['2026-04-04', '2026-04-05', '2026-04-06'],
  makeUpWorkdays: ['2026-03-28'],
};
/** Beijing; the last of them lies on another day and in another week in Berlin than in Beijing. */
const TIMES = [
  '2026-03-28T09:00:00+08:00',
  '2026-03-28T10:30:00+08:00',
  '2026-03-28T14:00:00+08:00',
  '2026-03-29T09:00:00+08:00',
  '2026-04-04T09:00:00+08:00',
  '2026-03-30T01:00:00+08:00',
];
const DURATIONS = [60, 90, 120];
const COMMUNITIES = ['east', 'west'] as const;
const KINDS = ['self_governance', 'volunteer_service', 'training', 'festival'] as const;
const SKILLS = ['first-aid', 'lead'] as const;

export interface SeasonShape {
  readonly activities: number;
  readonly volunteers: number;
  readonly roles: number;
  readonly starts: number;
  readonly venues: number;
}

/** Small enough that every plan can be looked at. */
export const TINY: SeasonShape = { activities: 3, volunteers: 4, roles: 2, starts: 3, venues: 2 };
/** For properties that need no enumeration. */
export const SMALL: SeasonShape = { activities: 7, volunteers: 8, roles: 3, starts: 4, venues: 3 };

/** Without fast-check's liking for the ends of a range, which would leave most seasons empty. */
const evenly = (min: number, max: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min, max }));

class Draw {
  constructor(private readonly value: fc.GeneratorValue) {}

  int(min: number, max: number): number {
    return this.value(evenly, min, max);
  }
  /** True once in so many. */
  rarely(oneIn: number): boolean {
    return this.int(0, oneIn - 1) === oneIn - 1;
  }
  one<T>(items: readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to draw from');
    return item;
  }
  some<T>(items: readonly T[], oneIn = 2): T[] {
    return items.filter(() => this.rarely(oneIn));
  }
  maybe<K extends string, T>(key: K, oneIn: number, make: () => T): Partial<Record<K, T>> {
    return this.rarely(oneIn) ? ({ [key]: make() } as Record<K, T>) : {};
  }
  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

const OPEN = { type: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

function windows(draw: Draw): Entry<'volunteers'>['availability'] {
  const list: Entry<'volunteers'>['availability'] = [];
  switch (draw.int(0, 11)) {
    case 0:
      list.push({ type: 'weekly', days: 'rest-days', from: '08:00', to: '18:00', status: 'preferred' });
      break;
    case 1:
      list.push({ type: 'weekly', days: 'workdays', from: '08:00', to: '12:00' });
      break;
    case 2:
      list.push({ type: 'weekly', weekdays: [6, 7], from: '09:00', to: '16:00', validUntil: '2026-04-04' });
      break;
    default:
      list.push({ ...OPEN, status: draw.one(['available', 'available', 'preferred', 'avoid'] as const) });
  }
  if (draw.rarely(6))
    list.push({
      type: 'dated',
      start: '2026-03-28T10:00:00+08:00',
      end: '2026-03-29T12:00:00+08:00',
      status: draw.one(['unavailable', 'avoid', 'preferred', 'available'] as const),
    });
  return list;
}

function limits(draw: Draw): NonNullable<Entry<'volunteers'>['limits']> {
  return {
    ...draw.maybe('minutesPerDay', 6, () => draw.one([60, 120, 200])),
    ...draw.maybe('minutesPerWeek', 5, () => draw.one([90, 180])),
    ...draw.maybe('minutesPerSeason', 4, () => draw.one([60, 150, 240])),
    ...draw.maybe('activitiesPerDay', 6, () => 1),
    ...draw.maybe('activitiesPerWeek', 6, () => draw.int(1, 2)),
    ...draw.maybe('activitiesPerSeason', 4, () => draw.one([0, 1, 1, 2])),
  };
}

function volunteer(draw: Draw, index: number, activityIds: readonly string[]): Entry<'volunteers'> {
  const communityId = draw.one([COMMUNITIES[0], COMMUNITIES[0], COMMUNITIES[1]]);
  const willing = {
    id: `v${index}`,
    communityId,
    servesCommunityIds: [...COMMUNITIES],
    skillIds: [...SKILLS],
    qualifications: SKILLS.map((skillId) => ({ skillId })),
    availability: [{ ...OPEN, status: draw.one(['available', 'preferred', 'avoid'] as const) }],
    limits: draw.rarely(3) ? { activitiesPerSeason: draw.int(1, 2) } : {},
    ...draw.maybe('offeredMinutes', 2, () => draw.one([120, 300, 1000])),
  };
  if (!draw.rarely(3)) return willing;
  return {
    ...willing,
    servesCommunityIds: draw.rarely(3) ? draw.some(COMMUNITIES) : [...COMMUNITIES],
    ageClass: draw.one(['adult', 'adult', 'adult', 'senior', 'minor', 'child'] as const),
    guardianConsent: !draw.rarely(4),
    skillIds: draw.some(SKILLS),
    qualifications: draw.rarely(2)
      ? [
          {
            skillId: draw.one(SKILLS),
            ...draw.maybe('validFrom', 4, () => '2026-03-28'),
            ...draw.maybe('validUntil', 3, () => draw.one(['2026-03-28', '2026-03-29', '2026-04-04'])),
          },
        ]
      : [],
    availability: windows(draw),
    limits: limits(draw),
    ...draw.maybe('minRestMinutes', 4, () => draw.one([30, 60, 600])),
    ...draw.maybe('offeredMinutes', 3, () => draw.one([0, 120, 300, 1000])),
    ...draw.maybe('wishes', 3, () => ({
      kinds: draw.some(KINDS, 3),
      activityIds: draw.some(activityIds, 3),
      hostGroupIds: draw.some(['g0'], 3),
      avoidActivityIds: draw.some(activityIds, 4),
    })),
    servedSeriesIds: draw.some(['tai-chi'], 3),
  };
}

function activity(
  draw: Draw,
  index: number,
  shape: SeasonShape,
  groups: readonly string[],
  venues: readonly string[],
): Entry<'activities'> {
  const roles = draw.times(draw.int(index === 0 ? 1 : 0, shape.roles), (position) => {
    if (!draw.rarely(3)) {
      const min = draw.one([0, 0, 1]);
      return {
        id: `r${position}`,
        min,
        target: draw.int(1, 2),
        ...draw.maybe('max', 3, () => 3),
        weight: draw.int(1, 2),
      };
    }
    const target = draw.int(position === 0 ? 1 : 0, 2);
    const min = draw.one([0, 0, 0, 1, 1, 2]);
    const least = Math.max(min, target);
    const leader = draw.rarely(8);
    const max =
      draw.rarely(2) || min > target || (leader && target === 0)
        ? Math.max(1, least) + draw.int(0, 1)
        : undefined;
    return {
      id: `r${position}`,
      skillIds: draw.some(SKILLS, 7),
      min,
      target,
      ...(max === undefined ? {} : { max }),
      minAgeClass: draw.one([
        'child',
        'child',
        'child',
        'child',
        'child',
        'child',
        'minor',
        'adult',
        'adult',
        'senior',
      ] as const),
      leader,
      weight: draw.int(1, 3),
    };
  });
  return {
    id: `a${index}`,
    title: `Activity ${index}`,
    kind: draw.one(KINDS),
    communityId: draw.one([COMMUNITIES[0], COMMUNITIES[0], COMMUNITIES[1]]),
    ...draw.maybe('seriesId', 3, () => 'tai-chi'),
    ...(groups.length > 0 ? draw.maybe('hostGroupId', 3, () => draw.one(groups)) : {}),
    priority: draw.one([1, 3, 5, 5, 9]),
    durationMinutes: draw.one(DURATIONS),
    candidateStarts: draw.times(draw.int(1, shape.starts), () => draw.one(TIMES)),
    expectedAttendance: draw.one([0, 20, 60]),
    roles,
    ...(draw.rarely(venues.length > 0 ? 2 : 16)
      ? {
          venue: {
            minCapacity: draw.one([0, 0, 0, 30]),
            features: draw.some(['stage'], 12),
            ...(venues.length > 0 ? draw.maybe('venueIds', 6, () => draw.some(venues)) : {}),
          },
        }
      : {}),
    equipment: draw.rarely(8) ? [{ type: 'projector', quantity: draw.one([1, 1, 2, 3]) }] : [],
    groups:
      groups.length > 0 && draw.rarely(6)
        ? [
            {
              id: 'd0',
              count: draw.one([1, 1, 1, 2]),
              tags: draw.some(['choir'], 3),
              ...draw.maybe('groupIds', 4, () => draw.some(groups)),
            },
          ]
        : [],
    budget: draw.rarely(3)
      ? [
          {
            id: 'b0',
            purpose: draw.one(['tea', 'print']),
            minFen: draw.one([0, 0, 500, 900]),
            ...draw.maybe('targetFen', 2, () => draw.one([900, 1501])),
          },
        ]
      : [],
    predecessorIds: draw.times(index, (before) => `a${before}`).filter(() => draw.rarely(5)),
    ...draw.maybe('allowHolidays', 5, () => draw.rarely(2)),
  };
}

function pins(draw: Draw, input: ProblemInput): NonNullable<ProblemInput['pins']> {
  return draw.times(draw.rarely(3) ? draw.int(1, 3) : 0, () => {
    const target = draw.one(input.activities ?? []);
    const activityId = target.id;
    const volunteerId = draw.one(input.volunteers ?? []).id;
    const start = draw.one(target.candidateStarts);
    switch (draw.int(0, 6)) {
      case 0:
        return {
          type: 'hold-activity' as const,
          activityId,
          ...draw.maybe('start', 2, () => start),
          ...((input.venues ?? []).length > 0 && target.venue
            ? draw.maybe('venueId', 2, () => draw.one(input.venues ?? []).id)
            : {}),
        };
      case 1:
        return { type: 'drop-activity' as const, activityId };
      case 2:
        return { type: 'assign' as const, activityId, volunteerId, roleId: target.roles?.[0]?.id ?? 'r0' };
      case 3:
        return { type: 'forbid-volunteer' as const, activityId, volunteerId };
      case 4:
        return { type: 'engage-group' as const, activityId, groupId: 'g0' };
      case 5:
        return { type: 'forbid-group' as const, activityId, groupId: 'g0' };
      default:
        return {
          type: 'forbid-venue' as const,
          activityId,
          venueId: 'h0',
          ...draw.maybe('start', 2, () => start),
        };
    }
  });
}

function previous(draw: Draw, input: ProblemInput): NonNullable<ProblemInput['previous']> {
  const activities = (input.activities ?? [])
    .filter(() => !draw.rarely(4))
    .map(({ id, candidateStarts }) => ({ activityId: id, start: draw.one(candidateStarts) }));
  const assignments = activities.flatMap(({ activityId }) =>
    draw.some(input.volunteers ?? []).map(({ id }) => ({ activityId, roleId: 'r0', volunteerId: id })),
  );
  return { activities, assignments };
}

const TIER_ORDERS: readonly (readonly TierName[])[] = [
  ['held', 'coverage', 'fairness', 'quality'],
  ['held', 'coverage', 'fairness', 'quality'],
  ['held', 'changes', 'coverage', 'fairness', 'quality'],
  ['held', 'changes', 'coverage', 'fairness', 'quality'],
  ['held', 'fairness', 'coverage', 'quality'],
  ['coverage', 'held', 'quality', 'fairness', 'changes'],
  ['held', 'quality', 'coverage'],
  ['coverage', 'fairness', 'changes', 'quality', 'held'],
  ['quality', 'held', 'coverage'],
  ['changes', 'held', 'coverage', 'fairness', 'quality'],
  ['held'],
  ['held', 'coverage', 'cost', 'fairness', 'quality'],
  ['held', 'coverage', 'fairness', 'cost', 'quality'],
  ['held', 'cost', 'coverage', 'changes'],
  ['coverage', 'cost', 'held'],
];

function draft(draw: Draw, shape: SeasonShape): ProblemInput {
  const venues = draw.times(draw.one([0, 1, shape.venues, shape.venues]), (index): Entry<'venues'> => ({
    id: `h${index}`,
    name: `Hall ${index}`,
    communityId: draw.one([COMMUNITIES[0], COMMUNITIES[0], COMMUNITIES[1]]),
    servesCommunityIds: draw.rarely(3) ? [] : [...COMMUNITIES],
    capacity: draw.one([15, 40, 80]),
    features: draw.some(['stage']),
    opening: draw.rarely(3) ? windows(draw) : [OPEN],
    bufferBeforeMinutes: draw.one([0, 0, 30]),
    bufferAfterMinutes: draw.one([0, 0, 15]),
    costFen: draw.one([0, 0, 250, 700]),
  }));
  const groups = draw.times(draw.int(0, 2), (index): Entry<'groups'> => ({
    id: `g${index}`,
    name: `Group ${index}`,
    communityId: draw.one(COMMUNITIES),
    servesCommunityIds: draw.rarely(3) ? [] : [...COMMUNITIES],
    tags: draw.some(['choir']),
    availability: windows(draw),
    ...draw.maybe('activitiesPerWeek', 3, () => draw.int(0, 1)),
  }));
  const activityCount = draw.int(2, shape.activities);
  const activityIds = Array.from({ length: activityCount }, (_, index) => `a${index}`);
  const input: ProblemInput = {
    format: 'heli-problem/1',
    name: 'random season',
    horizon: HORIZON,
    calendar: CALENDAR,
    policy: {
      travelMinutesWithinCommunity: draw.one([0, 0, 10]),
      travelMinutesBetweenCommunities: draw.one([0, 30, 60]),
      minRestMinutes: draw.one([0, 0, 15]),
      limits: draw.rarely(6) ? limits(draw) : {},
      noHolidayKinds: draw.some(KINDS, 4),
      leaderSkillId: 'lead',
      ...draw.maybe('spendingLimits', 2, () =>
        draw.times(draw.int(1, 3), (index) => ({
          id: `limit${index}`,
          limitFen: draw.one([0, 300, 500, 800, 1200, 1500]),
          communityIds: draw.rarely(3) ? draw.some(COMMUNITIES) : [],
          kinds: draw.rarely(3) ? draw.some(KINDS) : [],
        })),
      ),
    },
    objective: {
      tiers: [...draw.one(TIER_ORDERS)],
      weights: draw.rarely(4)
        ? {
            place: draw.int(0, 5),
            attendance: draw.one([0, 7, 1000]),
            avoid: draw.int(0, 9),
            surplus: draw.int(0, 3),
            venueCost: draw.int(0, 2),
          }
        : {},
    },
    communities: [
      { id: 'east', name: '东里社区' },
      { id: 'west', name: '西里社区', timeZone: draw.one(['Asia/Shanghai', 'Europe/Berlin']) },
    ],
    skills: [
      { id: 'first-aid', name: '急救', needsQualification: draw.rarely(2) },
      { id: 'lead', name: '带队', needsQualification: draw.rarely(2) },
    ],
    volunteers: draw.times(draw.int(Math.min(3, shape.volunteers), shape.volunteers), (index) =>
      volunteer(draw, index, activityIds),
    ),
    groups: groups.length === 0 ? [] : groups,
    venues,
    equipment: draw.times(draw.one([0, 1, 2, 2]), (index) => ({
      id: `e${index}`,
      name: `Projector ${index}`,
      type: 'projector',
      quantity: draw.one([0, 1, 1, 2]),
      communityId: draw.one(COMMUNITIES),
      servesCommunityIds: draw.rarely(3) ? [] : [...COMMUNITIES],
      turnaroundMinutes: draw.one([0, 30, 200]),
    })),
    donations: draw.times(draw.one([0, 2, 3, 3]), (index) => ({
      id: `m${index}`,
      amountFen: draw.one([0, 400, 901, 2000]),
      earmark: {
        kinds: draw.rarely(3) ? draw.some(KINDS) : [],
        communityIds: draw.some(COMMUNITIES, 6),
        hostGroupIds: draw.some(
          groups.map(({ id }) => id),
          6,
        ),
        purposes: draw.rarely(3) ? draw.some(['tea', 'print', 'venue']) : [],
      },
      ...draw.maybe('availableFrom', 5, () => '2026-03-28T10:30:00+08:00'),
      ...draw.maybe('expiresAt', 4, () =>
        draw.one(['2026-03-28T14:00:00+08:00', '2026-03-29T09:00:00+08:00']),
      ),
    })),
    activities: activityIds.map((_, index) =>
      activity(
        draw,
        index,
        shape,
        groups.map(({ id }) => id),
        venues.map(({ id }) => id),
      ),
    ),
  };
  // People who prefer a host group can only name one that there is.
  if (groups.length === 0)
    for (const entry of input.volunteers ?? []) if (entry.wishes) entry.wishes.hostGroupIds = [];
  const withPins: ProblemInput = { ...input, pins: pins(draw, input) };
  return draw.rarely(2) ? { ...withPins, previous: previous(draw, withPins) } : withPins;
}

/** Leaves out decisions that validation refuses one by one; anything else it refuses is a fault of this file. */
export function withoutRefusedPins(problem: Problem): Problem {
  let left = problem;
  for (;;) {
    const faults = validate(left);
    if (faults.length === 0) return left;
    const refused = new Set(
      faults.map(({ pointer, code }) => {
        const match = /^\/pins\/(\d+)/.exec(pointer);
        if (!match) throw new Error(`a random season is not valid: ${pointer} ${code}`);
        return Number(match[1]);
      }),
    );
    left = { ...left, pins: left.pins.filter((_, index) => !refused.has(index)) };
  }
}

/** Valid problems of at most this shape. */
export const seasonArbitrary = (shape: SeasonShape = TINY): fc.Arbitrary<Problem> =>
  fc.gen().map((value) => withoutRefusedPins(problemSchema.parse(draft(new Draw(value), shape))));

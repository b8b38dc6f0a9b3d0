import { describe, expect, it } from '@jest/globals';
import { type ProblemInput } from '@heli/contracts';
import { allocate } from './allocate.js';
import {
  activity,
  ALWAYS,
  equipment,
  gift,
  hall,
  heldIn,
  helpers,
  on,
  person,
  planFor,
  season,
  team,
} from './testing/season-builder.js';
import { validate } from './validate.js';

const faultsOf = (parts: Partial<ProblemInput>): [string, string][] =>
  validate(season(parts)).map(({ pointer, code }) => [pointer, code]);

const walk = (more: Parameters<typeof activity>[2] = {}): ReturnType<typeof activity> =>
  activity('walk', on(7, '09:00'), more);
const dated = (start: string, end: string): { type: 'dated'; start: string; end: string } => ({
  type: 'dated',
  start,
  end,
});

describe('validate', () => {
  it('finds nothing wrong with a sound season', () => {
    expect(
      faultsOf({
        volunteers: [person('ana')],
        venues: [hall('hall')],
        groups: [team('choir')],
        equipment: [equipment('tent', 2)],
        donations: [gift('li', 1, { availableFrom: on(1, '00:00'), expiresAt: on(1, '00:01') })],
        activities: [walk({ roles: [helpers(1)], venue: { venueIds: ['hall'] }, predecessorIds: [] })],
      }),
    ).toEqual([]);
  });

  it.each<[string, Partial<ProblemInput>, [string, string]]>([
    [
      'a season that ends before it starts',
      { horizon: { start: on(8, '00:00'), end: on(7, '00:00') } },
      ['/horizon/end', 'HORIZON_REVERSED'],
    ],
    [
      'a season of no time',
      { horizon: { start: on(8, '00:00'), end: on(8, '00:00') } },
      ['/horizon/end', 'HORIZON_REVERSED'],
    ],
    [
      'a season of ten years',
      { horizon: { start: '2026-01-01T00:00:00Z', end: '2036-01-01T00:00:00Z' } },
      ['/horizon/end', 'HORIZON_TOO_LONG'],
    ],
    [
      'a season that starts at half a minute',
      { horizon: { start: '2026-03-01T00:00:30+08:00', end: on(9, '00:00') } },
      ['/horizon/start', 'BAD_INSTANT'],
    ],
    [
      'an unknown time zone',
      { communities: [{ id: 'hongmiao', name: 'x', timeZone: 'Asia/Pekingg' }] },
      ['/communities/0/timeZone', 'UNKNOWN_TIME_ZONE'],
    ],
    [
      'two people with one id',
      { volunteers: [person('ana'), person('bo'), person('ana')] },
      ['/volunteers/2/id', 'DUPLICATE_ID'],
    ],
    [
      'two communities with one id',
      {
        communities: [
          { id: 'hongmiao', name: 'a' },
          { id: 'hongmiao', name: 'b' },
        ],
      },
      ['/communities/1/id', 'DUPLICATE_ID'],
    ],
    [
      'an id that JSON readers take for something else',
      { volunteers: [person('__proto__')] },
      ['/volunteers/0/id', 'RESERVED_ID'],
    ],
    [
      'a person of nowhere',
      { volunteers: [person('ana', { communityId: 'nil' })] },
      ['/volunteers/0/communityId', 'UNKNOWN_ID'],
    ],
    [
      'a person who serves nowhere',
      { volunteers: [person('ana', { servesCommunityIds: ['hongmiao', 'nil'] })] },
      ['/volunteers/0/servesCommunityIds/1', 'UNKNOWN_ID'],
    ],
    [
      'an unknown skill',
      { volunteers: [person('ana', { skillIds: ['nil'] })] },
      ['/volunteers/0/skillIds/0', 'UNKNOWN_ID'],
    ],
    [
      'an unknown qualification',
      { volunteers: [person('ana', { qualifications: [{ skillId: 'nil' }] })] },
      ['/volunteers/0/qualifications/0/skillId', 'UNKNOWN_ID'],
    ],
    [
      'a qualification that ends before it begins',
      {
        skills: [{ id: 's', name: 's' }],
        volunteers: [
          person('ana', {
            qualifications: [{ skillId: 's', validFrom: '2026-03-02', validUntil: '2026-03-01' }],
          }),
        ],
      },
      ['/volunteers/0/qualifications/0/validUntil', 'QUALIFICATION_REVERSED'],
    ],
    [
      'a wish for an unknown activity',
      { volunteers: [person('ana', { wishes: { activityIds: ['nil'] } })] },
      ['/volunteers/0/wishes/activityIds/0', 'UNKNOWN_ID'],
    ],
    [
      'a dislike of an unknown activity',
      { volunteers: [person('ana', { wishes: { avoidActivityIds: ['nil'] } })] },
      ['/volunteers/0/wishes/avoidActivityIds/0', 'UNKNOWN_ID'],
    ],
    [
      'a wish for an unknown host',
      { volunteers: [person('ana', { wishes: { hostGroupIds: ['nil'] } })] },
      ['/volunteers/0/wishes/hostGroupIds/0', 'UNKNOWN_ID'],
    ],
    [
      'a window that ends before it starts',
      { volunteers: [person('ana', { availability: [dated(on(7, '10:00'), on(7, '09:00'))] })] },
      ['/volunteers/0/availability/0', 'WINDOW_REVERSED'],
    ],
    [
      'a window of no time',
      { groups: [team('g', { availability: [dated(on(7, '10:00'), on(7, '10:00'))] })] },
      ['/groups/0/availability/0', 'WINDOW_REVERSED'],
    ],
    [
      'a window at half a minute',
      { venues: [hall('h', { opening: [dated('2026-03-07T10:00:30+08:00', on(7, '11:00'))] })] },
      ['/venues/0/opening/0/start', 'BAD_INSTANT'],
    ],
    [
      'a weekly window at night that runs past midnight',
      {
        volunteers: [
          person('ana', { availability: [{ type: 'weekly', weekdays: [1], from: '22:00', to: '02:00' }] }),
        ],
      },
      ['/volunteers/0/availability/0', 'WINDOW_REVERSED'],
    ],
    [
      'a weekly window on no day',
      { volunteers: [person('ana', { availability: [{ type: 'weekly', from: '08:00', to: '09:00' }] })] },
      ['/volunteers/0/availability/0', 'WINDOW_WITHOUT_DAYS'],
    ],
    [
      'a group of nowhere',
      { groups: [team('g', { communityId: 'nil' })] },
      ['/groups/0/communityId', 'UNKNOWN_ID'],
    ],
    [
      'a venue of nowhere',
      { venues: [hall('h', { servesCommunityIds: ['nil'] })] },
      ['/venues/0/servesCommunityIds/0', 'UNKNOWN_ID'],
    ],
    [
      'equipment of nowhere',
      { equipment: [equipment('e', 1, { communityId: 'nil' })] },
      ['/equipment/0/communityId', 'UNKNOWN_ID'],
    ],
    [
      'a gift to nowhere',
      { donations: [gift('d', 1, { earmark: { communityIds: ['nil'] } })] },
      ['/donations/0/earmark/communityIds/0', 'UNKNOWN_ID'],
    ],
    [
      'a gift to nobody',
      { donations: [gift('d', 1, { earmark: { hostGroupIds: ['nil'] } })] },
      ['/donations/0/earmark/hostGroupIds/0', 'UNKNOWN_ID'],
    ],
    [
      'a gift that expires before it can be spent',
      { donations: [gift('d', 1, { availableFrom: on(7, '00:00'), expiresAt: on(7, '00:00') })] },
      ['/donations/0/expiresAt', 'DONATION_REVERSED'],
    ],
    [
      'a gift that expires at half a minute',
      { donations: [gift('d', 1, { expiresAt: '2026-03-07T10:00:30+08:00' })] },
      ['/donations/0/expiresAt', 'BAD_INSTANT'],
    ],
    [
      'an activity of nowhere',
      { activities: [walk({ communityId: 'nil' })] },
      ['/activities/0/communityId', 'UNKNOWN_ID'],
    ],
    [
      'an activity hosted by nobody',
      { activities: [walk({ hostGroupId: 'nil' })] },
      ['/activities/0/hostGroupId', 'UNKNOWN_ID'],
    ],
    [
      'an activity before the season',
      { activities: [walk({ candidateStarts: [on(7, '09:00'), '2026-02-28T23:59:00+08:00'] })] },
      ['/activities/0/candidateStarts/1', 'OUTSIDE_SEASON'],
    ],
    [
      'an activity that outlasts the season',
      { activities: [walk({ candidateStarts: [on(31, '22:01')] })] },
      ['/activities/0/candidateStarts/0', 'OUTSIDE_SEASON'],
    ],
    [
      'an activity at half a minute',
      { activities: [walk({ candidateStarts: ['2026-03-07T10:00:30+08:00'] })] },
      ['/activities/0/candidateStarts/0', 'BAD_INSTANT'],
    ],
    [
      'two roles with one id',
      { activities: [walk({ roles: [helpers(1), helpers(2)] })] },
      ['/activities/0/roles/1/id', 'DUPLICATE_ID'],
    ],
    [
      'a role that asks for an unknown skill',
      { activities: [walk({ roles: [helpers(1, { skillIds: ['nil'] })] })] },
      ['/activities/0/roles/0/skillIds/0', 'UNKNOWN_ID'],
    ],
    [
      'a role with a least number above its most',
      { activities: [walk({ roles: [helpers(1, { min: 2 })] })] },
      ['/activities/0/roles/0/min', 'ROLE_LIMITS'],
    ],
    [
      'a role with a target above its most',
      { activities: [walk({ roles: [helpers(2, { max: 1 })] })] },
      ['/activities/0/roles/0/target', 'ROLE_LIMITS'],
    ],
    [
      'a leader where nothing makes one',
      { activities: [walk({ roles: [helpers(1, { leader: true })] })] },
      ['/activities/0/roles/0/leader', 'NO_LEADER_SKILL'],
    ],
    [
      'a leader among nobody',
      {
        skills: [{ id: 's', name: 's' }],
        policy: { leaderSkillId: 's' },
        activities: [walk({ roles: [helpers(0, { leader: true })] })],
      },
      ['/activities/0/roles/0/max', 'ROLE_LIMITS'],
    ],
    [
      'an unknown leader skill',
      { policy: { leaderSkillId: 'nil' } },
      ['/policy/leaderSkillId', 'UNKNOWN_ID'],
    ],
    [
      'an unknown venue asked for',
      { activities: [walk({ venue: { venueIds: ['nil'] } })] },
      ['/activities/0/venue/venueIds/0', 'UNKNOWN_ID'],
    ],
    [
      'an unknown group asked for',
      { activities: [walk({ groups: [{ id: 'd', count: 1, groupIds: ['nil'] }] })] },
      ['/activities/0/groups/0/groupIds/0', 'UNKNOWN_ID'],
    ],
    [
      'two demands with one id',
      {
        activities: [
          walk({
            groups: [
              { id: 'd', count: 1 },
              { id: 'd', count: 1 },
            ],
          }),
        ],
      },
      ['/activities/0/groups/1/id', 'DUPLICATE_ID'],
    ],
    [
      'one type of equipment asked for twice',
      {
        activities: [
          walk({
            equipment: [
              { type: 't', quantity: 1 },
              { type: 't', quantity: 2 },
            ],
          }),
        ],
      },
      ['/activities/0/equipment/1/type', 'DUPLICATE_TYPE'],
    ],
    [
      'a budget line in the place of the venue’s price',
      { activities: [walk({ budget: [{ id: 'venue', purpose: 'p' }] })] },
      ['/activities/0/budget/0/id', 'RESERVED_ID'],
    ],
    [
      'a budget target below its minimum',
      { activities: [walk({ budget: [{ id: 'b', purpose: 'p', minFen: 2, targetFen: 1 }] })] },
      ['/activities/0/budget/0/targetFen', 'BUDGET_REVERSED'],
    ],
    [
      'an unknown predecessor',
      { activities: [walk({ predecessorIds: ['nil'] })] },
      ['/activities/0/predecessorIds/0', 'UNKNOWN_ID'],
    ],
    [
      'an activity that waits for itself',
      { activities: [walk({ predecessorIds: ['walk'] })] },
      ['/activities/0/predecessorIds/0', 'CYCLIC_PREDECESSORS'],
    ],
    [
      'a tier named twice',
      { objective: { tiers: ['held', 'coverage', 'held'] } },
      ['/objective/tiers/2', 'DUPLICATE_TIER'],
    ],
    [
      'fairness before anything to share',
      { objective: { tiers: ['fairness', 'held'] } },
      ['/objective/tiers/0', 'FAIRNESS_FIRST'],
    ],
    [
      'fairness after quality alone',
      { objective: { tiers: ['quality', 'fairness', 'held'] } },
      ['/objective/tiers/1', 'FAIRNESS_FIRST'],
    ],
    [
      'a previous time at half a minute',
      { previous: { activities: [{ activityId: 'a', start: '2026-03-07T10:00:30+08:00' }] } },
      ['/previous/activities/0/start', 'BAD_INSTANT'],
    ],
  ])('refuses %s', (_words, parts, fault) => {
    expect(faultsOf(parts)).toEqual([fault]);
  });

  it('names a circle of predecessors once, with everyone in it', () => {
    const faults = validate(
      season({
        activities: [
          activity('a', on(7, '09:00'), { predecessorIds: ['c'] }),
          activity('b', on(7, '09:00'), { predecessorIds: ['a'] }),
          activity('c', on(7, '09:00'), { predecessorIds: ['b'] }),
          activity('d', on(7, '09:00'), { predecessorIds: ['a', 'b', 'c'] }),
        ],
      }),
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      pointer: '/activities/1/predecessorIds/0',
      code: 'CYCLIC_PREDECESSORS',
    });
    expect(faults[0]?.message).toMatch(/a → c → b → a/);
  });

  it('follows a chain of 20,000 predecessors without running out of stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      activity(`a${index}`, on(7, '09:00'), { predecessorIds: index === 0 ? [] : [`a${index - 1}`] }),
    );
    expect(faultsOf({ activities: chain.reverse() })).toEqual([]);
  });

  const pinned = (pins: ProblemInput['pins'], more: Partial<ProblemInput> = {}): Partial<ProblemInput> => ({
    calendar: { holidays: ['2026-03-08'] },
    volunteers: [person('ana'), person('kid', { ageClass: 'child' })],
    venues: [hall('hall'), hall('tiny', { capacity: 1 })],
    groups: [team('choir', { tags: ['singing'] }), team('drums')],
    activities: [
      walk({
        candidateStarts: [on(7, '09:00'), on(8, '09:00')],
        allowHolidays: false,
        roles: [helpers(1), { id: 'guide', target: 1 }],
        venue: { minCapacity: 10 },
        groups: [{ id: 'music', count: 1, tags: ['singing'] }],
      }),
      activity('talk', on(7, '09:00')),
    ],
    ...(pins ? { pins } : {}),
    ...more,
  });
  const walkId = { activityId: 'walk' };

  it.each<[string, NonNullable<ProblemInput['pins']>, [string, string][]]>([
    [
      'an unknown activity',
      [{ type: 'drop-activity', activityId: 'nil' }],
      [['/pins/0/activityId', 'UNKNOWN_ID']],
    ],
    [
      'an unknown person',
      [{ type: 'forbid-volunteer', ...walkId, volunteerId: 'nil' }],
      [['/pins/0/volunteerId', 'UNKNOWN_ID']],
    ],
    [
      'an unknown role',
      [{ type: 'assign', ...walkId, volunteerId: 'ana', roleId: 'nil' }],
      [['/pins/0/roleId', 'UNKNOWN_ID']],
    ],
    [
      'an unknown group',
      [{ type: 'forbid-group', ...walkId, groupId: 'nil' }],
      [['/pins/0/groupId', 'UNKNOWN_ID']],
    ],
    [
      'an unknown venue',
      [
        { type: 'forbid-venue', ...walkId, venueId: 'nil' },
        { type: 'hold-activity', ...walkId, venueId: 'nil' },
      ],
      [
        ['/pins/0/venueId', 'UNKNOWN_ID'],
        ['/pins/1/venueId', 'UNKNOWN_ID'],
      ],
    ],
    [
      'a time at half a minute',
      [{ type: 'hold-activity', ...walkId, start: '2026-03-07T09:00:30+08:00' }],
      [['/pins/0/start', 'BAD_INSTANT']],
    ],
    [
      'a time nobody offered',
      [{ type: 'hold-activity', ...walkId, start: on(9, '09:00') }],
      [['/pins/0/start', 'PIN_BREAKS_RULE']],
    ],
    [
      'a holiday',
      [{ type: 'hold-activity', ...walkId, start: on(8, '09:00') }],
      [['/pins/0/start', 'PIN_BREAKS_RULE']],
    ],
    [
      'a room too small',
      [{ type: 'hold-activity', ...walkId, venueId: 'tiny' }],
      [['/pins/0/venueId', 'PIN_BREAKS_RULE']],
    ],
    [
      'a room for a talk that needs none',
      [{ type: 'hold-activity', activityId: 'talk', venueId: 'hall' }],
      [['/pins/0/venueId', 'PIN_BREAKS_RULE']],
    ],
    [
      'a child without consent',
      [{ type: 'assign', ...walkId, volunteerId: 'kid', roleId: 'helper' }],
      [['/pins/0/volunteerId', 'PIN_BREAKS_RULE']],
    ],
    [
      'a group that cannot sing',
      [{ type: 'engage-group', ...walkId, groupId: 'drums' }],
      [['/pins/0/groupId', 'PIN_BREAKS_RULE']],
    ],
    [
      'holding and dropping',
      [
        { type: 'hold-activity', ...walkId },
        { type: 'drop-activity', ...walkId },
      ],
      [['/pins/0/activityId', 'PINS_CONTRADICT']],
    ],
    [
      'assigning and dropping',
      [
        { type: 'drop-activity', ...walkId },
        { type: 'assign', ...walkId, volunteerId: 'ana', roleId: 'helper' },
      ],
      [['/pins/1/volunteerId', 'PINS_CONTRADICT']],
    ],
    [
      'engaging and dropping',
      [
        { type: 'drop-activity', ...walkId },
        { type: 'engage-group', ...walkId, groupId: 'choir' },
      ],
      [['/pins/1/groupId', 'PINS_CONTRADICT']],
    ],
    [
      'assigning and declining',
      [
        { type: 'assign', ...walkId, volunteerId: 'ana', roleId: 'helper' },
        { type: 'forbid-volunteer', ...walkId, volunteerId: 'ana' },
      ],
      [['/pins/0/volunteerId', 'PINS_CONTRADICT']],
    ],
    [
      'engaging and declining',
      [
        { type: 'engage-group', ...walkId, groupId: 'choir' },
        { type: 'forbid-group', ...walkId, groupId: 'choir' },
      ],
      [['/pins/0/groupId', 'PINS_CONTRADICT']],
    ],
    [
      'a venue decided for and declined',
      [
        { type: 'hold-activity', ...walkId, venueId: 'hall' },
        { type: 'forbid-venue', ...walkId, venueId: 'hall' },
      ],
      [['/pins/0/activityId', 'PINS_CONTRADICT']],
    ],
    [
      'two roles for one person',
      [
        { type: 'assign', ...walkId, volunteerId: 'ana', roleId: 'helper' },
        { type: 'assign', ...walkId, volunteerId: 'ana', roleId: 'guide' },
      ],
      [
        ['/pins/0/volunteerId', 'PINS_CONTRADICT'],
        ['/pins/1/volunteerId', 'PINS_CONTRADICT'],
      ],
    ],
  ])('refuses a decision for %s', (_words, pins, faults) => {
    expect(faultsOf(pinned(pins))).toEqual(faults);
  });

  it('refuses two times or two halls decided for one activity', () => {
    const two = (a: object, b: object): ProblemInput['pins'] => [
      { type: 'hold-activity', ...walkId, ...a },
      { type: 'hold-activity', ...walkId, ...b },
    ];
    const open = { calendar: { holidays: [] } };
    const both = [
      ['/pins/0/activityId', 'PINS_CONTRADICT'],
      ['/pins/1/activityId', 'PINS_CONTRADICT'],
    ];
    expect(faultsOf(pinned(two({ start: on(7, '09:00') }, { start: on(8, '09:00') }), open))).toEqual(both);
    expect(faultsOf(pinned(two({ start: on(7, '09:00') }, { start: '2026-03-07T01:00:00Z' }), open))).toEqual(
      [],
    );
    expect(
      faultsOf(
        pinned(two({ venueId: 'hall' }, { venueId: 'big' }), {
          ...open,
          venues: [hall('hall'), hall('big')],
        }),
      ),
    ).toEqual(both);
  });

  it('lists everything at once, each with its place', () => {
    expect(
      faultsOf({
        horizon: { start: on(1, '00:00'), end: on(20, '00:00') },
        objective: { tiers: ['held', 'held'] },
        volunteers: [person('a~/b', { skillIds: ['nil'] }), person('a~/b', { communityId: 'nil' })],
        donations: [gift('d', 1, { expiresAt: '2026-03-07T10:00:30+08:00' })],
        activities: [walk({ candidateStarts: [on(21, '09:00')], predecessorIds: ['walk', 'nil'] })],
        pins: [{ type: 'drop-activity', activityId: 'nil' }],
      }),
    ).toEqual([
      ['/volunteers/1/id', 'DUPLICATE_ID'],
      ['/objective/tiers/1', 'DUPLICATE_TIER'],
      ['/volunteers/0/skillIds/0', 'UNKNOWN_ID'],
      ['/volunteers/1/communityId', 'UNKNOWN_ID'],
      ['/donations/0/expiresAt', 'BAD_INSTANT'],
      ['/activities/0/candidateStarts/0', 'OUTSIDE_SEASON'],
      ['/activities/0/predecessorIds/1', 'UNKNOWN_ID'],
      ['/activities/0/predecessorIds/0', 'CYCLIC_PREDECESSORS'],
      ['/pins/0/activityId', 'UNKNOWN_ID'],
    ]);
  });

  it('refuses before anything is solved', async () => {
    const answer = await allocate(season({ activities: [walk({ communityId: 'nil' })] }), {
      solver: { name: 'none', version: '0', solve: () => Promise.reject(new Error('asked the solver')) },
      clock: { now: () => 0, cpu: () => 0 },
    });
    expect(answer).toMatchObject({ kind: 'refused', faults: [{ pointer: '/activities/0/communityId' }] });
  });
});

describe('seasons at the edge of what is valid', () => {
  it('plans a season with nothing in it', async () => {
    const plan = await planFor(season());
    expect(plan).toMatchObject({ scheduled: [], dropped: [], assignments: [] });
    expect(plan.certificate).toMatchObject({ quality: 'optimal', gap: 0, verified: true });
  });

  it('holds what needs nobody when there is nobody, and drops the rest', async () => {
    const plan = await planFor(
      season({
        activities: [
          walk({ roles: [helpers(3)] }),
          activity('talk', on(7, '09:00'), { roles: [helpers(3, { min: 1 })] }),
        ],
      }),
    );
    expect(heldIn(plan)).toEqual(['walk']);
    expect(plan.dropped).toEqual(['talk']);
  });

  it('pays budgets of nothing with nothing', async () => {
    const plan = await planFor(
      season({
        donations: [gift('zero', 0)],
        activities: [walk({ budget: [{ id: 'tea', purpose: 'tea', minFen: 0 }] })],
      }),
    );
    expect(heldIn(plan)).toEqual(['walk']);
    expect(plan.fundAllocations).toEqual([]);
  });

  it('works with weights of nothing, halls of nothing, and people who offered nothing', async () => {
    const weights = {
      place: 0,
      attendance: 0,
      preferred: 0,
      avoid: 0,
      wish: 0,
      continuity: 0,
      travel: 0,
      venueCost: 0,
      surplus: 0,
    };
    const plan = await planFor(
      season({
        objective: { weights },
        volunteers: [person('ana', { offeredMinutes: 0 }), person('bo', { availability: [] })],
        venues: [hall('none', { capacity: 0 })],
        activities: [walk({ roles: [helpers(2, { min: 1 })], venue: {}, expectedAttendance: 9 })],
      }),
    );
    expect(plan.dropped).toEqual(['walk']);
  });

  it('names one start, one hall, one group once although they are written twice', async () => {
    const plan = await planFor(
      season({
        venues: [hall('hall')],
        groups: [team('choir'), team('drums')],
        volunteers: [person('ana', { servesCommunityIds: ['hongmiao', 'hongmiao'] })],
        activities: [
          walk({
            candidateStarts: [on(7, '09:00'), on(7, '09:00'), '2026-03-07T01:00:00Z'],
            venue: { venueIds: ['hall', 'hall'] },
            groups: [{ id: 'music', count: 2, groupIds: ['choir', 'choir', 'drums'] }],
            roles: [helpers(1)],
          }),
          activity('talk', on(8, '09:00'), {
            groups: [{ id: 'music', count: 2, groupIds: ['choir', 'choir'] }],
            predecessorIds: ['walk', 'walk'],
          }),
        ],
      }),
    );
    expect(heldIn(plan)).toEqual(['walk']);
    expect(plan.groupEngagements.map(({ groupId }) => groupId)).toEqual(['choir', 'drums']);
  });

  it('chooses among 5,000 people for one role', async () => {
    const plan = await planFor(
      season({
        volunteers: Array.from({ length: 5_000 }, (_, index) =>
          person(`p${index}`, { availability: ALWAYS }),
        ),
        activities: [walk({ roles: [helpers(40)] })],
      }),
    );
    expect(plan.assignments).toHaveLength(40);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type OpenPlace, type ProblemInput } from '@heli/contracts';
import { explainOpen } from './explain.js';
import {
  activity,
  type Decision,
  equipment,
  gift,
  hall,
  helpers,
  on,
  person,
  planWith,
  season,
  team,
} from './testing/season-builder.js';

const skills = [{ id: 'first-aid', name: '急救', needsQualification: true }];
const badge = { qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-07' }] };
const lapsed = { qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-06' }] };
const never = { availability: [] };

/** What is said of the one open place or dropped activity; every funnel only narrows. */
function why(
  parts: Partial<ProblemInput>,
  decisions: Readonly<Record<string, Decision>>,
): OpenPlace & { readonly counts: Record<string, number> } {
  const problem = season(parts);
  const open = explainOpen(problem, planWith(problem, decisions));
  for (const { funnel } of open)
    funnel.forEach((step, index) =>
      expect(step.remaining).toBeLessThanOrEqual(funnel[index - 1]?.remaining ?? Infinity),
    );
  expect(open).toHaveLength(1);
  const [place] = open;
  if (!place) throw new Error('nothing is open');
  return {
    ...place,
    counts: Object.fromEntries(place.funnel.map(({ rule, remaining }) => [rule, remaining])),
  };
}

const clinic = (more: Parameters<typeof helpers>[1] = {}): ReturnType<typeof activity> =>
  activity('clinic', on(7, '09:00'), { roles: [helpers(2, more)] });

describe('why a place is open', () => {
  it('counts a rare skill down to those whose certificate is valid that day', () => {
    const place = why(
      {
        skills,
        volunteers: [person('a'), person('b'), person('c', lapsed), person('d', lapsed), person('e', badge)],
        activities: [clinic({ skillIds: ['first-aid'] })],
      },
      { clinic: { people: { helper: ['e'] } } },
    );
    expect(place).toMatchObject({
      activityId: 'clinic',
      roleId: 'helper',
      missing: 1,
      bottleneck: 'qualified-that-day',
    });
    expect(place.counts).toMatchObject({
      'volunteer-serves-community': 5,
      'volunteer-qualified': 3,
      'qualified-that-day': 1,
      'volunteer-available': 1,
    });
  });

  it('says that nobody has the skill', () => {
    const place = why(
      { skills, volunteers: [person('a'), person('b')], activities: [clinic({ skillIds: ['first-aid'] })] },
      { clinic: {} },
    );
    expect(place).toMatchObject({ missing: 2, bottleneck: 'volunteer-qualified' });
  });

  it('says that nobody has time', () => {
    const place = why(
      { volunteers: [person('a', never), person('b', never)], activities: [clinic()] },
      { clinic: {} },
    );
    expect(place).toMatchObject({ bottleneck: 'volunteer-available' });
    expect(place.counts).toMatchObject({ 'guardian-consent': 2, 'volunteer-available': 0 });
  });

  it('says that everybody is busy elsewhere', () => {
    const place = why(
      {
        volunteers: [person('a'), person('b')],
        activities: [clinic(), activity('fair', on(7, '10:00'), { roles: [helpers(2)] })],
      },
      { clinic: {}, fair: { people: { helper: ['a', 'b'] } } },
    );
    expect(place).toMatchObject({ activityId: 'clinic', bottleneck: 'volunteer-one-place' });
    expect(place.counts).toMatchObject({ 'work-limits': 2, 'volunteer-one-place': 0 });
  });

  it('counts somebody who serves in another role of the same activity as taken', () => {
    const fest = activity('fest', on(7, '09:00'), { roles: [helpers(1), { id: 'guide', target: 1 }] });
    const place = why(
      { volunteers: [person('a')], activities: [fest] },
      { fest: { people: { guide: ['a'] } } },
    );
    expect(place).toMatchObject({ roleId: 'helper', missing: 1, bottleneck: 'volunteer-one-place' });
  });

  it('says that those who could come have given their hours already', () => {
    const place = why(
      {
        volunteers: [
          person('a', { limits: { activitiesPerWeek: 1 } }),
          person('b', { limits: { minutesPerSeason: 239 } }),
        ],
        activities: [clinic(), activity('fair', on(5, '10:00'), { roles: [helpers(2)] })],
      },
      { clinic: {}, fair: { people: { helper: ['a', 'b'] } } },
    );
    expect(place).toMatchObject({ activityId: 'clinic', missing: 2, bottleneck: 'work-limits' });
    expect(place.counts).toMatchObject({ 'volunteer-available': 2, 'work-limits': 0 });
  });

  it('counts the week as the person’s own community does', () => {
    // Monday 00:30 in Beijing is Sunday in Berlin: the week in which the fair was.
    const place = (timeZone: string): ReturnType<typeof why> =>
      why(
        {
          policy: { travelMinutesBetweenCommunities: 0 },
          communities: [
            { id: 'hongmiao', name: '红庙社区' },
            { id: 'home', name: 'home', timeZone },
          ],
          volunteers: [
            person('a', {
              communityId: 'home',
              servesCommunityIds: ['hongmiao'],
              limits: { activitiesPerWeek: 1 },
            }),
          ],
          activities: [
            activity('clinic', on(9, '00:30'), { roles: [helpers(1)] }),
            activity('fair', on(7, '10:00'), { roles: [helpers(1)] }),
          ],
        },
        { clinic: {}, fair: { people: { helper: ['a'] } } },
      );
    expect(place('Europe/Berlin').bottleneck).toBe('work-limits');
    expect(place('Asia/Shanghai').bottleneck).toBe('competition');
  });

  it('says nothing of a plan in which all places are filled', () => {
    const problem = season({ volunteers: [person('a'), person('b')], activities: [clinic()] });
    expect(explainOpen(problem, planWith(problem, { clinic: { people: { helper: ['a', 'b'] } } }))).toEqual(
      [],
    );
  });
});

describe('why an activity does not take place', () => {
  it('names the role whose least number cannot come', () => {
    const place = why(
      { volunteers: [person('a'), person('b', never)], activities: [clinic({ min: 2 })] },
      {},
    );
    expect(place).toMatchObject({
      activityId: 'clinic',
      roleId: 'helper',
      missing: 1,
      bottleneck: 'volunteer-available',
    });
  });

  it('takes the time at which most people could come', () => {
    const at8 = { availability: [{ type: 'dated' as const, start: on(8, '08:00'), end: on(8, '20:00') }] };
    const place = why(
      {
        volunteers: [person('a'), person('b', at8), person('c', never)],
        activities: [
          activity('clinic', [on(7, '09:00'), on(8, '09:00')], { roles: [helpers(3, { min: 3 })] }),
        ],
      },
      {},
    );
    expect(place).toMatchObject({ missing: 1, bottleneck: 'volunteer-available' });
    expect(place.counts['volunteer-one-place']).toBe(2);
  });

  it('says that nobody may lead', () => {
    const place = why(
      {
        policy: { leaderSkillId: 'first-aid' },
        skills,
        volunteers: [person('a'), person('b', lapsed)],
        activities: [clinic({ leader: true })],
      },
      {},
    );
    expect(place).toMatchObject({ roleId: 'helper', missing: 1, bottleneck: 'qualified-leader' });
  });

  it.each<[string, string, Partial<ProblemInput>, Record<string, number>]>([
    ['no hall at all', 'venue-fits', { venues: [] }, {}],
    [
      'no hall large enough',
      'venue-fits',
      { venues: [hall('a', { capacity: 9 }), hall('b', { capacity: 1 })] },
      { venues: 2, 'venue-fits': 0 },
    ],
    [
      'no hall open',
      'venue-open',
      { venues: [hall('a', { opening: [] }), hall('b', { capacity: 1 })] },
      { 'venue-fits': 1, 'venue-open': 0 },
    ],
    [
      'no owner who agreed',
      'pins',
      { venues: [hall('a')], pins: [{ type: 'forbid-venue', activityId: 'gala', venueId: 'a' }] },
      { 'venue-open': 1, pins: 0 },
    ],
    [
      'no money for the hall',
      'budget-covered',
      { venues: [hall('a', { costFen: 301 }), hall('b', { costFen: 500 })], donations: [gift('li', 300)] },
      { 'gifts-left-fen': 300 },
    ],
  ])('says that there is %s', (_words, bottleneck, parts, counts) => {
    const gala = activity('gala', on(7, '19:00'), { venue: { minCapacity: 10 } });
    const place = why({ activities: [gala], ...parts }, {});
    expect(place.bottleneck).toBe(bottleneck);
    expect(place.counts).toMatchObject(counts);
  });

  it('says that the only hall is taken', () => {
    const gala = (id: string, time: string): ReturnType<typeof activity> =>
      activity(id, on(7, time), { venue: {} });
    const place = why(
      {
        venues: [hall('a', { bufferAfterMinutes: 15 })],
        activities: [gala('gala', '19:00'), gala('rival', '21:14')],
      },
      { rival: { venue: 'a' } },
    );
    expect(place).toMatchObject({ activityId: 'gala', bottleneck: 'venue-one-booking' });
    expect(place.counts).toMatchObject({ 'venue-open': 1, 'venue-one-booking': 0 });
  });

  it('counts the money that fits the earmark, the date, and is left', () => {
    const tea = [{ id: 'tea', purpose: 'tea', minFen: 1_000 }];
    const place = why(
      {
        donations: [
          gift('free', 900),
          gift('late', 500, { availableFrom: on(8, '00:00') }),
          gift('print', 5_000, { earmark: { purposes: ['print'] } }),
        ],
        activities: [
          activity('party', on(7, '18:00'), { budget: tea }),
          activity('rival', on(7, '18:00'), {
            budget: [{ ...tea[0], id: 'tea', purpose: 'tea', minFen: 200 }],
          }),
        ],
      },
      { rival: { funds: [['tea', 'free', 200]] } },
    );
    expect(place).toMatchObject({ activityId: 'party', missing: 300, bottleneck: 'budget-covered' });
    expect(place.counts).toEqual({
      'gifts-by-earmark-fen': 1_400,
      'gifts-that-fit-fen': 900,
      'gifts-left-fen': 700,
    });
  });

  it('says which groups fit, have time and are free', () => {
    const gala = (id: string, time: string): ReturnType<typeof activity> =>
      activity(id, on(7, time), { groups: [{ id: 'music', count: 1, tags: ['singing'] }] });
    const groups = [
      team('choir', { tags: ['singing'] }),
      team('drums'),
      team('lazy', { tags: ['singing'], availability: [] }),
    ];
    const place = why(
      { groups, activities: [gala('gala', '19:00'), gala('rival', '20:00')] },
      { rival: { groups: { music: ['choir'] } } },
    );
    expect(place).toMatchObject({ activityId: 'gala', missing: 1, bottleneck: 'group-one-place' });
    expect(place.counts).toEqual({ 'group-fits': 2, 'group-available': 1, 'group-one-place': 0 });
  });

  it('says how many tents there are and how many are not out', () => {
    const fair = (id: string, quantity: number): ReturnType<typeof activity> =>
      activity(id, on(7, '09:00'), { equipment: [{ type: 'tent', quantity }] });
    const place = why(
      { equipment: [equipment('tent', 3)], activities: [fair('fair', 3), fair('rival', 2)] },
      { rival: { loans: { tent: 2 } } },
    );
    expect(place).toMatchObject({ missing: 2, bottleneck: 'equipment-stock' });
    expect(place.counts).toEqual({ 'equipment-owned': 3, 'equipment-stock': 1 });
  });

  it('names a predecessor that is dropped or too late, and none that is held in time without people or hall', () => {
    const service = (start: string): ReturnType<typeof activity> =>
      activity('service', start, { predecessorIds: ['training'] });
    const parts = (start: string): Partial<ProblemInput> => ({
      activities: [activity('training', on(7, '09:00')), service(start)],
    });
    expect(why(parts(on(7, '10:00')), { training: {} }).bottleneck).toBe('predecessors');
    expect(why(parts(on(14, '10:00')), { training: {} }).bottleneck).toBe('competition');
  });

  it('names the holiday, or the council that dropped it', () => {
    const walk = activity('walk', on(7, '09:00'), { allowHolidays: false });
    const holiday = why({ calendar: { holidays: ['2026-03-07'] }, activities: [walk] }, {});
    expect(holiday.bottleneck).toBe('public-holidays');
    const dropped = why({ activities: [walk], pins: [{ type: 'drop-activity', activityId: 'walk' }] }, {});
    expect(dropped.bottleneck).toBe('pins');
  });
});

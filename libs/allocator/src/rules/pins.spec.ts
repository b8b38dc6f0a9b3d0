import { describe, expect, it } from '@jest/globals';
import { type ProblemInput } from '@heli/contracts';
import { allocate } from '../allocate.js';
import {
  activity,
  brokenBy,
  hall,
  heldIn,
  helpers,
  on,
  person,
  planFor,
  season,
  servingIn,
  solver,
  team,
  verdict,
} from '../testing/season-builder.js';

type Pins = NonNullable<ProblemInput['pins']>;

/** Two dinners at the same hour, the second more important; one hall, one cook, one choir. */
const evening = (pins: Pins, more: Partial<ProblemInput> = {}): ReturnType<typeof season> =>
  season({
    volunteers: [person('ana'), person('bo')],
    groups: [team('choir'), team('drums')],
    venues: [hall('big'), hall('small', { capacity: 10 })],
    activities: [
      activity('plain', [on(7, '18:00'), on(8, '18:00')], { roles: [helpers(1)], priority: 1 }),
      activity('feast', [on(7, '18:00'), on(8, '18:00')], {
        roles: [helpers(1, { min: 1 }), { id: 'cook', target: 1 }],
        venue: {},
        expectedAttendance: 50,
        groups: [{ id: 'music', count: 1 }],
        priority: 9,
      }),
    ],
    pins,
    ...more,
  });
const feast = { venue: 'big', people: { helper: ['ana'] }, groups: { music: ['choir'] } };

describe('pins', () => {
  it('keeps a decision against everything that would be better', async () => {
    const dropped = await planFor(evening([{ type: 'drop-activity', activityId: 'feast' }]));
    expect(heldIn(dropped)).toEqual(['plain']);

    const moved = await planFor(
      evening([{ type: 'hold-activity', activityId: 'feast', start: on(8, '18:00'), venueId: 'small' }]),
    );
    expect(moved.scheduled.find(({ activityId }) => activityId === 'feast')).toMatchObject({
      start: on(8, '18:00'),
      venueId: 'small',
    });

    const assigned = await planFor(
      evening([{ type: 'assign', activityId: 'feast', volunteerId: 'bo', roleId: 'cook' }]),
    );
    expect(servingIn(assigned)).toContain('feast/cook/bo');

    const engaged = await planFor(evening([{ type: 'engage-group', activityId: 'feast', groupId: 'drums' }]));
    expect(engaged.groupEngagements.map(({ groupId }) => groupId)).toEqual(['drums']);
  });

  it('lets a decided activity of low priority take a place from a more important one', async () => {
    const clash = season({
      venues: [hall('big')],
      activities: [
        activity('plain', on(7, '18:00'), { venue: {}, priority: 1 }),
        activity('feast', on(7, '18:00'), { venue: {}, priority: 9 }),
      ],
      pins: [{ type: 'hold-activity', activityId: 'plain' }],
    });
    expect(heldIn(await planFor(clash))).toEqual(['plain']);
  });

  it('does not ask again who declined', async () => {
    const people = await planFor(
      evening([
        { type: 'forbid-volunteer', activityId: 'feast', volunteerId: 'ana' },
        { type: 'forbid-group', activityId: 'feast', groupId: 'choir' },
        { type: 'forbid-venue', activityId: 'feast', venueId: 'big' },
      ]),
    );
    expect(servingIn(people).filter((entry) => entry.startsWith('feast'))).toEqual([
      expect.stringMatching(/bo$/),
    ]);
    expect(people.groupEngagements.map(({ groupId }) => groupId)).toEqual(['drums']);
    expect(people.scheduled.find(({ activityId }) => activityId === 'feast')?.venueId).toBe('small');

    const that = await planFor(
      evening([{ type: 'forbid-venue', activityId: 'feast', venueId: 'big', start: on(7, '18:00') }]),
    );
    expect(that.scheduled.find(({ activityId }) => activityId === 'feast')).toMatchObject({
      start: on(8, '18:00'),
      venueId: 'big',
    });
  });

  it.each<[string, Pins[number], Parameters<typeof verdict>[1]]>([
    ['held', { type: 'hold-activity', activityId: 'feast' }, { plain: {} }],
    ['held then', { type: 'hold-activity', activityId: 'feast', start: on(8, '18:00') }, { feast }],
    ['held there', { type: 'hold-activity', activityId: 'feast', venueId: 'small' }, { feast }],
    ['dropped', { type: 'drop-activity', activityId: 'feast' }, { feast }],
    ['served by bo', { type: 'assign', activityId: 'feast', volunteerId: 'bo', roleId: 'helper' }, { feast }],
    ['cooked by ana', { type: 'assign', activityId: 'feast', volunteerId: 'ana', roleId: 'cook' }, { feast }],
    ['without ana', { type: 'forbid-volunteer', activityId: 'feast', volunteerId: 'ana' }, { feast }],
    ['with drums', { type: 'engage-group', activityId: 'feast', groupId: 'drums' }, { feast }],
    ['without the choir', { type: 'forbid-group', activityId: 'feast', groupId: 'choir' }, { feast }],
    ['elsewhere', { type: 'forbid-venue', activityId: 'feast', venueId: 'big' }, { feast }],
    [
      'elsewhere then',
      { type: 'forbid-venue', activityId: 'feast', venueId: 'big', start: on(7, '18:00') },
      { feast },
    ],
  ])('names the feast that should be %s and is not', (_words, pin, decisions) => {
    const found = verdict(evening([pin]), decisions);
    expect(found).toEqual([expect.objectContaining({ rule: 'pins', activityIds: ['feast'] })]);
    const people = 'volunteerId' in pin ? [pin.volunteerId] : [];
    expect(found[0]?.volunteerIds).toEqual(people);
  });

  it('finds nothing wrong with a plan that does as decided', () => {
    const pins: Pins = [
      { type: 'hold-activity', activityId: 'feast', start: '2026-03-07T10:00:00Z', venueId: 'big' },
      { type: 'assign', activityId: 'feast', volunteerId: 'ana', roleId: 'helper' },
      { type: 'forbid-volunteer', activityId: 'feast', volunteerId: 'bo' },
      { type: 'engage-group', activityId: 'feast', groupId: 'choir' },
      { type: 'forbid-group', activityId: 'feast', groupId: 'drums' },
      { type: 'forbid-venue', activityId: 'feast', venueId: 'small' },
      { type: 'forbid-venue', activityId: 'feast', venueId: 'big', start: on(8, '18:00') },
      { type: 'drop-activity', activityId: 'plain' },
    ];
    expect(brokenBy(evening(pins), { feast })).toEqual([]);
  });

  it.each<[string, Pins, Partial<ProblemInput>]>([
    [
      'that needs people whom nobody is',
      [{ type: 'hold-activity', activityId: 'feast' }],
      { volunteers: [] },
    ],
    ['that needs a hall there is not', [{ type: 'hold-activity', activityId: 'feast' }], { venues: [] }],
    [
      'to which somebody is assigned although it cannot be held',
      [{ type: 'assign', activityId: 'feast', volunteerId: 'ana', roleId: 'helper' }],
      { groups: [] },
    ],
    [
      'that would take one person to two places at once',
      [
        { type: 'hold-activity', activityId: 'feast', start: on(7, '18:00') },
        { type: 'assign', activityId: 'feast', volunteerId: 'ana', roleId: 'helper' },
        { type: 'hold-activity', activityId: 'plain', start: on(7, '18:00') },
        { type: 'assign', activityId: 'plain', volunteerId: 'ana', roleId: 'helper' },
      ],
      {},
    ],
    [
      'that passes a season limit together with another in another week',
      [
        { type: 'assign', activityId: 'feast', volunteerId: 'ana', roleId: 'helper' },
        { type: 'assign', activityId: 'plain', volunteerId: 'ana', roleId: 'helper' },
      ],
      { volunteers: [person('ana', { limits: { activitiesPerSeason: 1 } })] },
    ],
  ])('refuses to hold a feast %s', async (_words, pins, more) => {
    const answer = await allocate(evening(pins, more), {
      solver: await solver(),
      clock: { now: () => 0, cpu: () => 0 },
    });
    expect(answer.kind).toBe('refused');
    if (answer.kind !== 'refused') return;
    expect(answer.faults.length).toBeGreaterThan(0);
    for (const fault of answer.faults) {
      expect(fault.code).toBe('PINS_CONTRADICT');
      expect(fault.pointer).toMatch(/^\/pins\/\d+$/);
    }
  });
});

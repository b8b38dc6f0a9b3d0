import { describe, expect, it } from '@jest/globals';
import { type Change, type PlanDocument, type Problem, type ReplanWindows } from '@heli/contracts';
import {
  activity,
  hall,
  heldIn,
  helpers,
  on,
  person,
  planFor,
  season,
  servingIn,
  solver,
} from '../../testing/season-builder.js';
import { verifyDocument } from '../../verify.js';
import { openWorkbench } from '../workbench.js';
import { replan, type Replan, replanAnswerOf, type Replanned } from './replan.js';

async function ask(
  problem: Problem,
  before: PlanDocument,
  changes: readonly Change[],
  windows: ReplanWindows = {},
): Promise<Replan> {
  const workbench = openWorkbench(problem, before, {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
  return replan(workbench, changes, windows);
}

async function planAgain(...args: Parameters<typeof ask>): Promise<Replanned> {
  const found = await ask(...args);
  if (found.kind !== 'possible') throw new Error(found.kind);
  expect(verifyDocument(found.problem, found.document)).toEqual([]);
  return found;
}

const declines = (activityId: string, volunteerId: string): Change => ({
  type: 'forbid-volunteer',
  activityId,
  volunteerId,
});

const whoIn = (plan: PlanDocument, activityId: string): string =>
  plan.assignments.find((entry) => entry.activityId === activityId)?.volunteerId ?? '';

describe('a re-plan', () => {
  const clinic = activity('clinic', on(7, '09:00'), { roles: [helpers(1)] });

  it('replaces somebody who declines by one other person, and proves that one alone cannot be enough', async () => {
    const problem = season({ volunteers: [person('li'), person('wang')], activities: [clinic] });
    const before = await planFor(problem);
    const gone = whoIn(before, 'clinic');
    const found = await planAgain(problem, before, [declines('clinic', gone)]);
    expect(found.people.map(({ volunteerId }) => volunteerId)).toEqual(['li', 'wang']);
    expect(replanAnswerOf(found)).toMatchObject({
      fewestPeople: 2,
      fewerIsImpossible: true,
      serviceProven: true,
    });
    expect(found.people.find(({ volunteerId }) => volunteerId === gone)).toMatchObject({
      noLonger: [{ activityId: 'clinic', roleId: 'helper' }],
      newly: [],
    });
  });

  it('asks whoever declines first: one who fills another open place spares the others', async () => {
    const place = { roles: [helpers(1)] };
    const problem = season({
      skills: [{ id: 'stall', name: 'stall' }],
      volunteers: [
        person('li', {
          skillIds: ['stall'],
          limits: { activitiesPerSeason: 1 },
          wishes: { activityIds: ['clinic'] },
        }),
        person('wang', { limits: { activitiesPerSeason: 1 }, wishes: { activityIds: ['gala'] } }),
      ],
      activities: [
        activity('clinic', on(7, '09:00'), place),
        activity('stall', on(7, '09:00'), { roles: [helpers(1, { skillIds: ['stall'] })] }),
        activity('gala', on(9, '09:00'), place),
      ],
    });
    const before = await planFor(problem);
    expect(servingIn(before)).toEqual(['clinic/helper/li', 'gala/helper/wang']);
    const found = await planAgain(problem, before, [declines('clinic', 'li')]);
    expect(servingIn(found.document)).toEqual(['gala/helper/wang', 'stall/helper/li']);
    expect(found.fewestPeople).toBe(1);
  });

  it('passes work on along a chain of three where no shorter one keeps the places filled', async () => {
    const at = (id: string, skillIds: string[]) =>
      activity(id, on(7, '09:00'), { roles: [helpers(1, { skillIds })] });
    const problem = season({
      skills: ['a', 'b'].map((id) => ({ id, name: id })),
      volunteers: [
        person('one', { skillIds: ['a'] }),
        person('two', { skillIds: ['a', 'b'] }),
        person('three', { skillIds: ['b'], availability: [] }),
        person('four', { skillIds: ['b'] }),
      ],
      activities: [at('first', ['a']), at('second', ['b'])],
      pins: [
        { type: 'assign', activityId: 'first', roleId: 'helper', volunteerId: 'one' },
        { type: 'assign', activityId: 'second', roleId: 'helper', volunteerId: 'two' },
      ],
    });
    const before = await planFor(problem);
    expect(servingIn(before)).toEqual(['first/helper/one', 'second/helper/two']);
    // The pin on `two` would hold them in the second activity: it is undone by asking them not to be there.
    const found = await planAgain(problem, before, [declines('first', 'one'), declines('second', 'two')]);
    expect(servingIn(found.document)).toEqual(['first/helper/two', 'second/helper/four']);
    expect(found.people).toHaveLength(3);
    expect(found.fewestPeople).toBe(3);
  });

  it('asks one person twice rather than two people once', async () => {
    const problem = season({
      volunteers: ['li', 'wang', 'zhao'].map((id) => person(id)),
      activities: [clinic, activity('choir', on(8, '09:00'), { roles: [helpers(1)] })],
      pins: ['clinic', 'choir'].map((activityId) => ({
        type: 'assign' as const,
        activityId,
        roleId: 'helper',
        volunteerId: 'li',
      })),
    });
    const before = await planFor(problem);
    const found = await planAgain(problem, before, [{ type: 'withdraw-volunteer', volunteerId: 'li' }]);
    expect(found.people).toHaveLength(2);
    expect(found.fewestPeople).toBe(2);
    expect(new Set(found.document.assignments.map(({ volunteerId }) => volunteerId)).size).toBe(1);
    expect(heldIn(found.document)).toEqual(['clinic', 'choir']);
  });

  it('moves to another hall when one closes for the day: everybody who was told the first one hears of it', async () => {
    const problem = season({
      volunteers: [person('li'), person('wang')],
      venues: [hall('big', { capacity: 100 }), hall('small', { capacity: 50 })],
      activities: [
        activity('fair', on(7, '09:00'), { venue: {}, expectedAttendance: 100, roles: [helpers(2)] }),
      ],
    });
    const before = await planFor(problem);
    const closed: Change = {
      type: 'close-venue',
      venueId: 'big',
      start: on(7, '00:00'),
      end: on(8, '00:00'),
    };
    const found = await planAgain(problem, before, [closed]);
    expect(found.document.scheduled[0]?.venueId).toBe('small');
    expect(found.activitiesMoved).toEqual(['fair']);
    expect(found.people).toHaveLength(2);
    expect(found.fewestPeople).toBe(2);
    expect(found.tiers.find(({ tier }) => tier === 'coverage')).toMatchObject({ change: -10, exact: true });
  });

  it('tells nobody anything new where a late gift pays for what was left out', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [
        activity('clinic', on(7, '09:00'), { roles: [helpers(1)] }),
        activity('opera', on(8, '09:00'), { budget: [{ id: 'stage', purpose: 'stage', minFen: 5_000 }] }),
      ],
    });
    const before = await planFor(problem);
    expect(heldIn(before)).toEqual(['clinic']);
    const found = await planAgain(problem, before, [
      {
        type: 'add-donation',
        donation: {
          id: 'late',
          amountFen: 5_000,
          earmark: { kinds: [], communityIds: [], hostGroupIds: [], purposes: [] },
        },
      },
    ]);
    expect(heldIn(found.document)).toEqual(['clinic', 'opera']);
    expect(found.people).toEqual([]);
    expect(found.activitiesMoved).toEqual(['opera']);
    expect(found.tiers[0]).toMatchObject({ tier: 'held', change: 5, exact: true });
  });

  describe('with windows', () => {
    const week = (skills: Record<string, string[]>) =>
      season({
        skills: ['a', 'b'].map((id) => ({ id, name: id })),
        volunteers: Object.entries(skills).map(([id, skillIds]) => person(id, { skillIds })),
        activities: [
          activity('monday', on(2, '09:00'), { roles: [helpers(1, { skillIds: ['a'] })] }),
          activity('friday', on(6, '09:00'), { roles: [helpers(1, { skillIds: ['b'] })] }),
        ],
      });

    it('leaves what is frozen alone, though a place is lost by that', async () => {
      const limits = { activitiesPerWeek: 1 };
      const drawn = week({ one: ['a'], two: ['a', 'b'] });
      const problem = {
        ...drawn,
        volunteers: [
          ...drawn.volunteers.map((each) => ({ ...each, limits })),
          { ...season({ volunteers: [person('three', { skillIds: ['b'], limits })] }).volunteers[0] },
        ] as Problem['volunteers'],
        skills: drawn.skills,
        pins: [
          { type: 'assign' as const, activityId: 'monday', roleId: 'helper', volunteerId: 'two' },
          { type: 'assign' as const, activityId: 'friday', roleId: 'helper', volunteerId: 'three' },
        ],
      };
      const before = await planFor(problem);
      const gone: Change[] = [{ type: 'withdraw-volunteer', volunteerId: 'three' }];
      const frozen = await planAgain(problem, before, gone, { frozenUntil: on(4, '00:00') });
      expect(servingIn(frozen.document)).toEqual(['monday/helper/two']);
      expect(frozen.people.map(({ volunteerId }) => volunteerId)).toEqual(['three']);
      expect(frozen.tiers.find(({ tier }) => tier === 'coverage')).toMatchObject({
        change: -10,
        exact: true,
      });
    });

    it('decides a frozen activity anew where the change does not let it stay, and names it', async () => {
      const problem = week({ one: ['a'], two: ['a'], three: ['b'] });
      const before = await planFor(problem);
      const gone = whoIn(before, 'monday');
      const found = await planAgain(problem, before, [declines('monday', gone)], {
        frozenUntil: on(20, '00:00'),
      });
      expect(found.released).toEqual(['monday']);
      expect(found.people).toHaveLength(2);
      expect(whoIn(found.document, 'friday')).toBe('three');
    });

    it('does not count what nobody was told yet', async () => {
      const problem = week({ one: ['a'], two: ['b'], three: ['b'] });
      const before = await planFor(problem);
      const gone = whoIn(before, 'friday');
      const found = await planAgain(problem, before, [declines('friday', gone)], {
        publishedUntil: on(4, '00:00'),
      });
      expect(found.people).toEqual([]);
      expect(found.fewestPeople).toBe(0);
      expect(found.difference.peopleConcerned).toBe(2);
    });

    it('are refused where they contradict each other, and so is something new in the frozen one', async () => {
      const problem = week({ one: ['a', 'b'] });
      const before = await planFor(problem);
      const faultsOf = async (changes: Change[], windows: ReplanWindows): Promise<string[]> => {
        const found = await ask(problem, before, changes, windows);
        return found.kind === 'refused' ? found.faults.map(({ pointer, code }) => `${pointer} ${code}`) : [];
      };
      const drop: Change = { type: 'drop-activity', activityId: 'friday' };
      expect(await faultsOf([drop], { frozenUntil: on(6, '00:00'), publishedUntil: on(4, '00:00') })).toEqual(
        ['/publishedUntil WINDOWS_REVERSED'],
      );
      expect(await faultsOf([drop], { frozenUntil: 'tomorrow' })).toEqual(['/frozenUntil BAD_INSTANT']);
      expect(
        await faultsOf([{ type: 'offer-start', activityId: 'friday', start: on(3, '09:00') }], {
          frozenUntil: on(4, '00:00'),
        }),
      ).toEqual(['/changes/0/start FROZEN']);
      expect(
        await faultsOf([{ type: 'withdraw-volunteer', volunteerId: 'nobody', from: 'soon' }], {}),
      ).toEqual(['/changes/0/volunteerId UNKNOWN_ID', '/changes/0/from BAD_INSTANT']);
    });
  });

  it('names the rules that leave no plan', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1, { min: 1 })] })],
    });
    const before = await planFor(problem);
    const found = await ask(problem, before, [
      { type: 'hold-activity', activityId: 'clinic' },
      { type: 'withdraw-volunteer', volunteerId: 'li' },
    ]);
    expect(found.kind).toBe('impossible');
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Change, type Problem } from '@heli/contracts';
import { activity, hall, helpers, on, person, planFor, season, solver } from '../testing/season-builder.js';
import { whatIf, type WhatIf } from './what-if.js';
import { openWorkbench } from './workbench.js';

async function ask(problem: Problem, ...changes: Change[]): Promise<WhatIf> {
  const workbench = openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
  return whatIf(workbench, changes);
}

const assign = (activityId: string, volunteerId: string): Change => ({
  type: 'assign',
  activityId,
  roleId: 'helper',
  volunteerId,
});

describe('why not me', () => {
  it('has a price and somebody who steps back', async () => {
    const problem = season({
      volunteers: [
        person('li', {
          wishes: { kinds: [], activityIds: ['clinic'], hostGroupIds: [], avoidActivityIds: [] },
        }),
        person('wang'),
      ],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
    });
    const answer = await ask(problem, assign('clinic', 'wang'));
    if (answer.kind !== 'possible') throw new Error(answer.kind);
    expect(answer.tiers.map(({ tier, change }) => [tier, change])).toEqual([
      ['held', 0],
      ['coverage', 0],
      ['fairness', 0],
      ['quality', -5],
    ]);
    expect(answer.exact).toBe(true);
    expect(answer.difference.assignments).toMatchObject({
      added: [{ volunteerId: 'wang' }],
      removed: [{ volunteerId: 'li' }],
    });
  });

  it('names the rule for each time that is ruled out', async () => {
    const problem = season({
      volunteers: [
        person('li'),
        person('wang', {
          availability: [{ type: 'dated', start: on(7, '08:00'), end: on(7, '12:00') }],
          limits: { minutesPerDay: 60 },
        }),
      ],
      activities: [activity('clinic', [on(7, '09:00'), on(8, '09:00')], { roles: [helpers(1)] })],
    });
    const answer = await ask(problem, assign('clinic', 'wang'));
    expect(answer).toMatchObject({
      kind: 'impossible',
      irreducible: true,
      because: [{ rule: 'work-limits', volunteerIds: ['wang'], starts: [on(7, '09:00'), on(8, '09:00')] }],
    });
  });

  it('is a set of rules none of which could be left out', async () => {
    const problem = season({
      volunteers: [person('li')],
      venues: [hall('hall')],
      activities: [
        activity('clinic', on(7, '09:00'), { roles: [helpers(1)] }),
        activity('opera', on(7, '10:00'), { roles: [helpers(1)] }),
        activity('choir', on(20, '10:00'), { roles: [helpers(1)], venue: {} }),
      ],
    });
    const answer = await ask(problem, assign('clinic', 'li'), assign('opera', 'li'));
    if (answer.kind !== 'impossible') throw new Error(answer.kind);
    expect(answer.irreducible).toBe(true);
    expect(answer.because.map(({ rule }) => rule).sort()).toEqual(['pins', 'pins', 'volunteer-one-place']);
    const place = answer.because.find(({ rule }) => rule === 'volunteer-one-place');
    expect(place).toMatchObject({ volunteerIds: ['li'], activityIds: ['clinic', 'opera'] });
    expect(place?.starts).toEqual([on(7, '09:00'), on(7, '10:00')]);
  });

  it('names the limit of a person that three decisions together break', async () => {
    const problem = season({
      volunteers: [person('li', { limits: { activitiesPerSeason: 2 } }), person('wang')],
      activities: ['a', 'b', 'c', 'd'].map((id, day) =>
        activity(id, on(7 + day, '09:00'), { roles: [helpers(1)] }),
      ),
    });
    const answer = await ask(problem, assign('a', 'li'), assign('b', 'li'), assign('c', 'li'));
    if (answer.kind !== 'impossible') throw new Error(answer.kind);
    expect(answer.irreducible).toBe(true);
    expect(answer.because.map(({ rule }) => rule).sort()).toEqual(['pins', 'pins', 'pins', 'work-limits']);
    expect(answer.because.find(({ rule }) => rule === 'work-limits')?.volunteerIds).toEqual(['li']);
  });

  it('takes the place of an earlier decision that says the opposite', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
      pins: [{ type: 'forbid-volunteer', activityId: 'clinic', volunteerId: 'li' }],
    });
    const answer = await ask(problem, assign('clinic', 'li'));
    if (answer.kind !== 'possible') throw new Error(answer.kind);
    expect(answer.tiers.find(({ tier }) => tier === 'coverage')).toMatchObject({ change: 10, exact: true });
  });

  it('is refused where two changes say the opposite', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
    });
    const answer = await ask(problem, assign('clinic', 'li'), {
      type: 'forbid-volunteer',
      activityId: 'clinic',
      volunteerId: 'li',
    });
    expect(answer).toMatchObject({
      kind: 'refused',
      faults: [{ pointer: '/changes/1', code: 'PINS_CONTRADICT' }],
    });
  });
});

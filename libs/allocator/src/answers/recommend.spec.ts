import { describe, expect, it } from '@jest/globals';
import { type Problem } from '@heli/contracts';
import { activity, helpers, on, person, planFor, season, solver } from '../testing/season-builder.js';
import { type PlaceAsked, recommend } from './recommend.js';
import { whatIf } from './what-if.js';
import { openWorkbench, type Workbench } from './workbench.js';

async function benchFor(problem: Problem): Promise<Workbench> {
  return openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
}

const PLACE: PlaceAsked = { activityId: 'clinic', roleId: 'helper' };
const wish = (activityId: string) => ({
  wishes: { kinds: [], activityIds: [activityId], hostGroupIds: [], avoidActivityIds: [] },
});

describe('a declined place', () => {
  const problem = season({
    skills: [{ id: 'first-aid', name: '急救' }],
    communities: [
      { id: 'hongmiao', name: '红庙社区' },
      { id: 'shuangjing', name: '双井社区' },
    ],
    volunteers: [
      person('li', { skillIds: ['first-aid'], ...wish('clinic') }),
      person('keen', { skillIds: ['first-aid'] }),
      person('busy', { skillIds: ['first-aid'] }),
      person('unskilled'),
      person('elsewhere', { communityId: 'shuangjing', skillIds: ['first-aid'] }),
      person('away', {
        skillIds: ['first-aid'],
        availability: [{ type: 'dated', start: on(9, '08:00'), end: on(9, '12:00') }],
      }),
    ],
    activities: [
      activity('clinic', on(7, '09:00'), { roles: [helpers(1, { skillIds: ['first-aid'] })] }),
      activity('rounds', on(7, '10:00'), {
        roles: [helpers(1, { skillIds: ['first-aid'], min: 1, weight: 2 })],
        priority: 9,
      }),
    ],
    pins: [{ type: 'assign', activityId: 'rounds', roleId: 'helper', volunteerId: 'busy' }],
  });

  it('goes to whoever costs least, and says why the others cannot', async () => {
    const answer = await recommend(await benchFor(problem), { ...PLACE, declined: ['li'] });
    expect(answer.candidates.map(({ volunteerId }) => volunteerId)).toEqual(['keen']);
    expect(answer.candidates[0]?.tiers.map(({ change, exact }) => [change, exact])).toEqual([
      [0, true],
      [0, true],
      [0, true],
      [-5, true],
    ]);
    const reasons = Object.fromEntries(answer.ruledOut.map(({ volunteerId, rules }) => [volunteerId, rules]));
    expect(reasons).toEqual({
      li: ['pins'],
      busy: ['volunteer-one-place'],
      unskilled: ['volunteer-qualified'],
      elsewhere: ['volunteer-serves-community'],
      away: ['volunteer-available'],
    });
    expect(answer.ruledOut.find(({ volunteerId }) => volunteerId === 'busy')?.activityIds).toEqual([
      'rounds',
    ]);
    expect(answer.ruledOutBy).toContainEqual({ rule: 'volunteer-available', people: 1 });
    expect([answer.eligible, answer.compared]).toEqual([2, 2]);
  });

  it('tells those who are too far from those who have no time', async () => {
    const far = season({
      communities: [
        { id: 'hongmiao', name: '红庙社区' },
        { id: 'shuangjing', name: '双井社区' },
      ],
      volunteers: [
        person('neighbour', {
          communityId: 'shuangjing',
          servesCommunityIds: ['hongmiao'],
          availability: [{ type: 'dated', start: on(7, '09:00'), end: on(7, '11:00') }],
        }),
      ],
      activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
    });
    const answer = await recommend(await benchFor(far), PLACE);
    expect(answer.ruledOut).toEqual([{ volunteerId: 'neighbour', rules: ['travel-time'], activityIds: [] }]);
  });
});

describe('a place that has to be taken from another', () => {
  const problem = season({
    volunteers: [person('li', wish('rounds')), person('wang', wish('clinic'))],
    activities: [
      activity('clinic', on(7, '09:00'), { roles: [helpers(2)] }),
      activity('rounds', on(7, '10:00'), { roles: [helpers(1)] }),
    ],
  });

  it('has the same price as the question why not this person', async () => {
    const workbench = await benchFor(problem);
    const { candidates } = await recommend(workbench, PLACE);
    expect(candidates.map(({ volunteerId }) => volunteerId)).toEqual(['li']);
    const asked = await whatIf(workbench, [{ type: 'assign', ...PLACE, volunteerId: 'li' }]);
    if (asked.kind !== 'possible') throw new Error(asked.kind);
    expect(candidates[0]?.tiers).toEqual(asked.tiers);
    expect(candidates[0]?.difference.assignments).toMatchObject({
      added: [{ activityId: 'clinic', volunteerId: 'li' }],
      removed: [{ activityId: 'rounds', volunteerId: 'li' }],
    });
  });

  it('is refused where there is no such place', async () => {
    const workbench = await benchFor(problem);
    await expect(recommend(workbench, { ...PLACE, roleId: 'cook' })).rejects.toMatchObject({
      code: 'ROLE_UNKNOWN',
    });
    await expect(recommend(workbench, { ...PLACE, activityId: 'opera' })).rejects.toMatchObject({
      code: 'ACTIVITY_UNKNOWN',
    });
  });
});

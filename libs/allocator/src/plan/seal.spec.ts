import { describe, expect, it } from '@jest/globals';
import { activity, gift, hall, helpers, on, person, planWith, season } from '../testing/season-builder.js';
import { ProblemHashes, problemSha256, sealOf, sha256Of } from './seal.js';

const tea = season({
  volunteers: [person('li'), person('wang', { wishes: { kinds: ['training'] } })],
  venues: [hall('yard')],
  donations: [gift('shop', 5_000)],
  activities: [
    activity('tea', on(7, '09:00'), { roles: [helpers(2)], venue: {} }),
    activity('talk', on(8, '09:00'), { title: 'Vortrag "Tee" 茶', roles: [helpers(1)] }),
  ],
});

describe('the hash of a problem', () => {
  it('is the same whether its entries were written before or not', () => {
    const hashes = new ProblemHashes();
    const [li, ...others] = tea.volunteers;
    if (!li) throw new Error('nobody');
    const changed = {
      ...tea,
      volunteers: [{ ...li, offeredMinutes: 60 }, ...others],
      donations: [...tea.donations, ...season({ donations: [gift('late', 1)] }).donations],
      calendar: { ...tea.calendar },
    };
    for (const problem of [tea, changed, tea, { ...tea, name: 'April', previous: undefined }])
      expect(hashes.of(problem)).toBe(problemSha256(problem));
    expect(hashes.of(changed)).not.toBe(hashes.of(tea));
  });
});

describe('the seal of a plan', () => {
  const plan = planWith(tea, {
    tea: { venue: 'yard', people: { helper: ['wang', 'li'] }, funds: [['venue', 'shop', 100]] },
  });

  it('is the hash of the decisions about each activity, the lists sorted by their canonical text', () => {
    const problem = 'f'.repeat(64);
    const [scheduled] = plan.scheduled;
    const activities = {
      tea: sha256Of({
        problem,
        id: 'tea',
        decisions: {
          scheduled: [scheduled],
          assignments: ['li', 'wang'].map((volunteerId) => ({
            activityId: 'tea',
            roleId: 'helper',
            volunteerId,
          })),
          fundAllocations: plan.fundAllocations,
        },
      }),
      talk: sha256Of({ problem, id: 'talk', decisions: { dropped: [true] } }),
    };
    expect(sealOf(plan, problem, ['tea', 'talk'])).toEqual({
      plan: sha256Of({ problem, activities }),
      activities,
    });
  });

  it('does not depend on the order of the lists, and breaks with any decision', () => {
    const ids = ['tea', 'talk'];
    const turned = { ...plan, assignments: [...plan.assignments].reverse() };
    expect(sealOf(turned, 'p', ids)).toEqual(sealOf(plan, 'p', ids));
    const fewer = { ...plan, assignments: plan.assignments.slice(1) };
    expect(sealOf(fewer, 'p', ids).activities.tea).not.toBe(sealOf(plan, 'p', ids).activities.tea);
    expect(sealOf(fewer, 'p', ids).activities.talk).toBe(sealOf(plan, 'p', ids).activities.talk);
  });
});

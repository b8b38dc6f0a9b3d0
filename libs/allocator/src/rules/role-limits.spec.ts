import { describe, expect, it } from '@jest/globals';
import {
  activity,
  brokenBy,
  helpers,
  on,
  person,
  planFor,
  season,
  verdict,
} from '../testing/season-builder.js';

const dinner = (
  people: number,
  role: Partial<ReturnType<typeof helpers>>,
  target = 2,
): ReturnType<typeof season> =>
  season({
    volunteers: Array.from({ length: people }, (_, index) =>
      // Everyone would love to come: more people would always earn points.
      person(`p${index + 1}`, { wishes: { kinds: ['volunteer_service'] } }),
    ),
    objective: { weights: { wish: 100, surplus: 0 } },
    activities: [activity('dinner', on(7, '18:00'), { roles: [helpers(target, role)] })],
  });
const serving = (count: number): Parameters<typeof verdict>[1] => ({
  dinner: { people: { helper: Array.from({ length: count }, (_, index) => `p${index + 1}`) } },
});

describe('role limits', () => {
  it('drops the dinner rather than hold it with one cook too few', async () => {
    expect((await planFor(dinner(1, { min: 2 }))).dropped).toEqual(['dinner']);
    expect((await planFor(dinner(2, { min: 2 }))).dropped).toEqual([]);
  });

  it('turns people away at the most, and at the target where no most is said', async () => {
    expect((await planFor(dinner(5, { max: 3 }))).assignments).toHaveLength(3);
    expect((await planFor(dinner(5, {}))).assignments).toHaveLength(2);
    expect((await planFor(dinner(5, { max: 0 }, 0))).assignments).toEqual([]);
  });

  it('may need more people than it wishes for', async () => {
    expect((await planFor(dinner(5, { min: 3, max: 4 }, 1))).assignments).toHaveLength(4);
    expect((await planFor(dinner(2, { min: 3, max: 4 }, 1))).dropped).toEqual(['dinner']);
  });

  it('names the activity, its people and the time when there are too few or too many', () => {
    const problem = dinner(5, { min: 2, max: 3 });
    expect(brokenBy(problem, serving(2))).toEqual([]);
    expect(brokenBy(problem, serving(3))).toEqual([]);
    const [few] = verdict(problem, serving(1));
    expect(few).toMatchObject({
      rule: 'role-limits',
      activityIds: ['dinner'],
      volunteerIds: ['p1'],
      start: on(7, '18:00'),
    });
    expect(few?.message).toMatch(/at least 2 are needed/);
    const [many] = verdict(problem, serving(4));
    expect(many).toMatchObject({ rule: 'role-limits', volunteerIds: ['p1', 'p2', 'p3', 'p4'] });
    expect(many?.message).toMatch(/at most 3 are allowed/);
  });
});

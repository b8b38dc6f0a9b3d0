import { describe, expect, it } from '@jest/globals';
import { type Plan } from '@heli/contracts';
import { validate } from '@heli/allocator';
import { generateDataset, problemOf } from '@heli/generator';
import { type Change, changesTo, peopleChanged } from './changes.js';

const problem = problemOf(
  generateDataset({ seed: 3, volunteers: 30, activities: 3, communities: 1, weeks: 1 }),
);
const [activity] = problem.activities;
const [volunteer, other] = problem.volunteers;
const [venue] = problem.venues;

const plan: Plan = {
  scheduled: [
    {
      activityId: activity?.id ?? '',
      start: '2013-03-31T22:00:00+08:00',
      end: '2013-03-31T23:00:00+08:00',
      venueId: venue?.id ?? '',
    },
  ],
  dropped: [],
  assignments: [{ activityId: activity?.id ?? '', roleId: 'helper', volunteerId: volunteer?.id ?? '' }],
  groupEngagements: [],
  equipmentLoans: [],
  fundAllocations: [],
};
const change = (name: Change['name']): Change => {
  const found = changesTo(plan).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('one change after people were told their plan', () => {
  it('is a person who declines what that person was asked for', () => {
    expect(change('decline').apply(problem).pins).toEqual([
      { type: 'forbid-volunteer', activityId: activity?.id, volunteerId: volunteer?.id },
    ]);
  });

  it('is the venue of a booking, closed that day in its own zone, also at the end of a month', () => {
    const opening = change('closed-venue')
      .apply(problem)
      .venues.find(({ id }) => id === venue?.id)?.opening;
    expect(opening?.at(-1)).toEqual({
      type: 'dated',
      start: '2013-03-31T00:00:00+08:00',
      end: '2013-04-01T00:00:00+08:00',
      status: 'unavailable',
    });
    expect(opening?.slice(0, -1)).toEqual(venue?.opening);
  });

  it('is a gift of 500 yuan for anything', () => {
    expect(change('late-gift').apply(problem).donations.at(-1)).toMatchObject({ amountFen: 50_000 });
  });

  it('leaves a problem that can be planned', () => {
    for (const { apply } of changesTo(plan)) expect(validate(apply(problem))).toEqual([]);
  });
});

describe('people who are told something else', () => {
  const assignments = [
    ...plan.assignments,
    { activityId: activity?.id ?? '', roleId: 'helper', volunteerId: other?.id ?? '' },
  ];

  it('are those newly asked and those no longer asked', () => {
    expect(peopleChanged(plan, plan)).toBe(0);
    expect(peopleChanged(plan, { ...plan, assignments })).toBe(1);
    expect(peopleChanged(plan, { ...plan, assignments: assignments.slice(1) })).toBe(2);
  });

  it('are twice as many when an activity moves: each leaves the old time and joins the new one', () => {
    const scheduled = plan.scheduled.map((entry) => ({ ...entry, start: '2013-03-30T22:00:00+08:00' }));
    expect(peopleChanged({ ...plan, assignments }, { ...plan, assignments, scheduled })).toBe(4);
  });
});

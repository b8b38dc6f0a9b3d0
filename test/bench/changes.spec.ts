import { describe, expect, it } from '@jest/globals';
import { type Change, type Plan } from '@heli/contracts';
import { generateDataset, problemOf } from '@heli/generator';
import { type Event, eventsFor } from './changes.js';

const problem = problemOf(
  generateDataset({ seed: 3, volunteers: 30, activities: 3, communities: 1, weeks: 1 }),
);
const [activity] = problem.activities;
const [volunteer] = problem.volunteers;
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
const changesOf = (name: Event['name']): readonly Change[] => {
  const found = eventsFor(plan).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.changes;
};

describe('one change after people were told their plan', () => {
  it('is a person who declines what that person was asked for', () => {
    expect(changesOf('decline')).toEqual([
      { type: 'forbid-volunteer', activityId: activity?.id, volunteerId: volunteer?.id },
    ]);
  });

  it('is the venue of a booking, closed that day in its own zone, also at the end of a month', () => {
    expect(changesOf('closed-venue')).toEqual([
      {
        type: 'close-venue',
        venueId: venue?.id,
        start: '2013-03-31T00:00:00+08:00',
        end: '2013-04-01T00:00:00+08:00',
      },
    ]);
  });

  it('is a gift of 500 yuan for anything', () => {
    expect(changesOf('late-gift')).toMatchObject([{ donation: { amountFen: 50_000 } }]);
  });
});

import { type PlanDocument } from '@heli/contracts';
import { diffPlans } from './diff.js';

const plan = (parts: Partial<PlanDocument>, held = 1): PlanDocument => ({
  format: 'heli-plan/1',
  problemSha256: 'a'.repeat(64),
  scheduled: [],
  dropped: [],
  assignments: [],
  groupEngagements: [],
  equipmentLoans: [],
  fundAllocations: [],
  certificate: {
    tiers: [{ tier: 'held', sense: 'max', value: held, bound: held, gap: 0, quality: 'optimal' }],
  } as unknown as PlanDocument['certificate'],
  ...parts,
});
const reading = (start: string, venueId: string | null = 'hall') => ({
  activityId: 'reading',
  start,
  end: '2013-03-05T20:30:00+08:00',
  venueId,
});

describe('two plans side by side', () => {
  it('name what moved, who came and who went, and what it did to the aims', () => {
    const before = plan({
      scheduled: [reading('2013-03-05T19:00:00+08:00')],
      assignments: [{ activityId: 'reading', roleId: 'host', volunteerId: 'ana' }],
    });
    const after = plan(
      {
        scheduled: [reading('2013-03-06T19:00:00+08:00')],
        assignments: [{ activityId: 'reading', roleId: 'host', volunteerId: 'bo' }],
      },
      2,
    );
    const diff = diffPlans({ id: 'after', document: after }, { id: 'before', document: before });
    expect(diff.activities).toEqual({
      added: [],
      dropped: [],
      moved: [
        {
          activityId: 'reading',
          from: { start: '2013-03-05T19:00:00+08:00', venueId: 'hall' },
          to: { start: '2013-03-06T19:00:00+08:00', venueId: 'hall' },
        },
      ],
    });
    expect(diff.assignments.added).toEqual([{ activityId: 'reading', roleId: 'host', volunteerId: 'bo' }]);
    expect(diff.assignments.removed).toEqual([{ activityId: 'reading', roleId: 'host', volunteerId: 'ana' }]);
    expect(diff.tiers).toEqual([{ tier: 'held', value: 2, against: 1 }]);
  });

  it('do not differ when the same instant is written in another zone', () => {
    const here = plan({ scheduled: [reading('2013-03-05T19:00:00+08:00')] });
    const utc = plan({ scheduled: [reading('2013-03-05T11:00:00Z')] });
    const diff = diffPlans({ id: 'a', document: here }, { id: 'b', document: utc });
    expect(diff.activities).toEqual({ added: [], dropped: [], moved: [] });
  });
});

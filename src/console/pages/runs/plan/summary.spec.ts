import { type ActivityRead, type PlanDocument } from '@heli/contracts';
import { describe, expect, it } from '@jest/globals';
import { matches, type RowFilter, rowsOf, summaryOf } from './summary';

const stored = { version: 1, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' };
const activity = (id: string, title: string, target: number): ActivityRead => ({
  ...stored,
  ...{ id, title, seasonId: 's', kind: 'festival', communityId: 'anhua', priority: 5, durationMinutes: 60 },
  ...{ candidateStarts: ['2026-03-07T06:00:00Z'], expectedAttendance: 0 },
  roles: [
    { ...{ id: 'helper', skillIds: [], min: 0, target, minAgeClass: 'child', leader: false, weight: 1 } },
  ],
  ...{ equipment: [], groups: [], budget: [], predecessorIds: [] },
});

const at = (activityId: string, start: string) => ({ activityId, start, end: start, venueId: 'hall' });
const serves = (activityId: string, volunteerId: string) => ({ activityId, roleId: 'helper', volunteerId });

const document: PlanDocument = {
  ...{ format: 'heli-plan/1', problemSha256: '0'.repeat(64) },
  scheduled: [at('fair', '2026-03-07T06:00:00Z'), at('choir', '2026-03-06T06:00:00Z')],
  dropped: ['talk'],
  assignments: [serves('fair', 'li'), serves('fair', 'wang'), serves('fair', 'sun'), serves('choir', 'li')],
  ...{ groupEngagements: [], equipmentLoans: [] },
  fundAllocations: [{ activityId: 'fair', budgetLineId: 'tea', donationId: 'gift', amountFen: 900 }],
  certificate: {
    ...{ tiers: [], gap: 0, requestedGap: 0, termination: 'converged', quality: 'optimal' },
    ...{ fairnessLevels: [], blocks: [], rulesBroughtBack: [], solver: { name: 'highs', version: '1' } },
    ...{ modelVersion: '1', seed: 0, wallMs: 0, cpuMs: 0, size: { columns: 0, rows: 0, entries: 0 } },
    ...{ seal: { plan: '0'.repeat(64), activities: {} }, verified: true },
  },
};
const activities = [
  activity('fair', '庙会', 2),
  activity('talk', '讲座', 3),
  activity('choir', '合唱', 2),
  activity('later', '后来新增', 1),
];

describe('what a plan does', () => {
  const rows = rowsOf(document, activities);
  const all: RowFilter = { text: '', kind: null, communityId: null, wanted: 'all' };
  const found = (filter: Partial<RowFilter>) =>
    rows.filter((row) => matches(row, { ...all, ...filter })).map((row) => row.activity.id);

  it('lists the activities that it knows by their time, and what does not take place last', () => {
    expect(rows.map((row) => row.activity.id)).toEqual(['choir', 'fair', 'talk']);
  });

  it('counts places up to the target, so that a person too many does not hide a gap elsewhere', () => {
    const summary = summaryOf(document, rows);
    expect(summary.places).toEqual({ filled: 3, wanted: 4 });
    expect(summary).toMatchObject({
      held: 2,
      dropped: 1,
      full: 1,
      people: 3,
      spentFen: 900,
      gifts: 1,
      venues: 1,
    });
    expect(summary.load).toEqual([
      { times: 1, people: 2 },
      { times: 2, people: 1 },
    ]);
    expect(summary.byKind.find(({ kind }) => kind === 'festival')).toEqual({
      kind: 'festival',
      held: 2,
      dropped: 1,
    });
  });

  it('finds activities by what somebody looks for', () => {
    expect(found({ wanted: 'open' })).toEqual(['choir']);
    expect(found({ wanted: 'full' })).toEqual(['fair']);
    expect(found({ wanted: 'dropped' })).toEqual(['talk']);
    expect(found({ text: '合' })).toEqual(['choir']);
    expect(found({ kind: 'training' })).toEqual([]);
    expect(found({ communityId: 'elsewhere' })).toEqual([]);
  });
});

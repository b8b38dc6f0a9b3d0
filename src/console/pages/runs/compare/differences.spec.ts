import { type PlanDocument } from '@heli/contracts';
import { describe, expect, it } from '@jest/globals';
import { countByKind, differencesOf, peopleConcerned } from './differences';

const certificate: PlanDocument['certificate'] = {
  ...{ tiers: [], gap: 0, requestedGap: 0, termination: 'converged', quality: 'optimal' },
  ...{ fairnessLevels: [], blocks: [], rulesBroughtBack: [], solver: { name: 'highs', version: '1' } },
  ...{ modelVersion: '1', seed: 0, wallMs: 0, cpuMs: 0, size: { columns: 0, rows: 0, entries: 0 } },
  ...{ seal: { plan: '0'.repeat(64), activities: {} }, verified: true },
};

const plan = (parts: Partial<PlanDocument>): PlanDocument => ({
  ...{ format: 'heli-plan/1', problemSha256: '0'.repeat(64), scheduled: [], dropped: [] },
  ...{ assignments: [], groupEngagements: [], equipmentLoans: [], fundAllocations: [], certificate },
  ...parts,
});

const at = (activityId: string, start: string, venueId: string | null = 'hall') => ({
  ...{ activityId, start, venueId },
  end: new Date(Date.parse(start) + 7_200_000).toISOString(),
});
const serves = (activityId: string, volunteerId: string) => ({ activityId, roleId: 'helper', volunteerId });

describe('two plans side by side', () => {
  it('finds nothing between a plan and itself, however its instants and lists are written', () => {
    const one = plan({
      scheduled: [at('fair', '2026-03-07T14:00:00+08:00')],
      assignments: [serves('fair', 'wang'), serves('fair', 'li')],
    });
    const other = plan({
      scheduled: [at('fair', '2026-03-07T06:00:00Z')],
      assignments: [serves('fair', 'li'), serves('fair', 'wang')],
    });
    expect(differencesOf(one, other)).toEqual([]);
  });

  it('tells what was added, dropped, moved and who comes and goes, in the order of time', () => {
    const was = plan({
      scheduled: [
        at('talk', '2026-03-08T06:00:00Z'),
        at('fair', '2026-03-07T06:00:00Z'),
        at('still', '2026-03-09T06:00:00Z'),
      ],
      assignments: [serves('talk', 'wang'), serves('fair', 'li'), serves('fair', 'zhao')],
      fundAllocations: [{ activityId: 'still', budgetLineId: 'tea', donationId: 'gift', amountFen: 300 }],
    });
    const is = plan({
      scheduled: [
        at('fair', '2026-03-07T08:00:00Z', 'park'),
        at('choir', '2026-03-06T06:00:00Z'),
        at('still', '2026-03-09T06:00:00Z'),
      ],
      dropped: ['talk'],
      assignments: [serves('fair', 'li'), serves('fair', 'sun')],
      fundAllocations: [{ activityId: 'still', budgetLineId: 'tea', donationId: 'gift', amountFen: 500 }],
    });
    const changes = differencesOf(was, is);
    expect(changes.map(({ activityId, kinds }) => [activityId, [...kinds]])).toEqual([
      ['choir', ['added']],
      ['fair', ['time', 'venue', 'people']],
      ['talk', ['dropped', 'people']],
      ['still', ['money']],
    ]);
    const fair = changes[1];
    expect(fair?.come.map(({ volunteerId }) => volunteerId)).toEqual(['sun']);
    expect(fair?.go.map(({ volunteerId }) => volunteerId)).toEqual(['zhao']);
    expect(changes[3]?.moneyFen).toEqual({ before: 300, after: 500 });
    expect(countByKind(changes)).toEqual({
      ...{ added: 1, dropped: 1, time: 1, venue: 1 },
      ...{ people: 2, groups: 0, equipment: 0, money: 1 },
    });
    // li stays in the fair but has to come two hours later; wang hears that the talk is off.
    expect(peopleConcerned(was, is, changes)).toBe(4);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type ActivityRead, type OpenPlace, type PlaceView, type PlanDocument } from '@heli/contracts';
import { funnelBars, gapsOf, reasonsOf } from './model';

const NOON = '2026-11-28T04:00:00Z';
const activity = (id: string) =>
  ({
    id,
    title: id,
    communityId: 'c1',
    candidateStarts: ['2026-12-01T04:00:00Z', NOON],
    roles: [],
  }) as unknown as ActivityRead;
const plan = {
  scheduled: ['a', 'b'].map((activityId) => ({ activityId, start: NOON, end: NOON, venueId: null })),
  dropped: ['c'],
} as unknown as PlanDocument;
const place = (activityId: string, roleId: string | null, bottleneck: string, missing = 1): OpenPlace => ({
  activityId,
  roleId,
  missing,
  bottleneck,
  funnel: [],
});
const open = [
  place('a', 'helper', 'volunteer-available', 2),
  place('b', 'host', 'volunteer-qualified'),
  place('c', 'leader', 'qualified-leader'),
];
const all = ['a', 'b', 'c'].map(activity);

describe('what is open', () => {
  it('names what is not held first, as a whole, at its first possible time', () => {
    const gaps = gapsOf(open, all, plan, null, 0);
    expect(gaps.map(({ activity: { id }, roleId, held }) => [id, roleId, held])).toEqual([
      ['c', null, false],
      ['a', 'helper', true],
      ['b', 'host', true],
    ]);
    expect(gaps[0]?.start).toBe(Date.parse(NOON));
  });

  it('follows what was filled and given back since, of what has not begun', () => {
    const places = [
      { activityId: 'a', roleId: 'helper', open: 1 },
      { activityId: 'b', roleId: 'cook', open: 3 },
    ] as PlaceView[];
    const before = gapsOf(open, all, plan, places, Date.parse(NOON) - 1);
    expect(
      before.map(({ activity: { id }, roleId, missing, bottleneck }) => [id, roleId, missing, bottleneck]),
    ).toEqual([
      ['c', null, 1, 'qualified-leader'],
      ['a', 'helper', 1, 'volunteer-available'],
      ['b', 'cook', 3, 'since'],
    ]);
  });

  it('is counted by the condition that it fails at', () => {
    expect(reasonsOf(gapsOf(open, all, plan, null, 0))).toEqual([
      { bottleneck: 'volunteer-available', places: 2, dropped: 0 },
      { bottleneck: 'qualified-leader', places: 0, dropped: 1 },
      { bottleneck: 'volunteer-qualified', places: 1, dropped: 0 },
    ]);
  });
});

describe('the funnel', () => {
  const steps = [
    { rule: 'volunteer-serves-community', remaining: 400 },
    { rule: 'volunteer-qualified', remaining: 4 },
    { rule: 'minimum-age', remaining: 4 },
    { rule: 'volunteer-available', remaining: 1 },
  ];

  it('leaves out what everybody passes, and tells where too few are left', () => {
    const bars = funnelBars(steps, 'volunteer-available');
    expect(bars.map(({ rule, lost, narrow }) => [rule, lost, narrow])).toEqual([
      ['volunteer-serves-community', 0, false],
      ['volunteer-qualified', 396, false],
      ['volunteer-available', 3, true],
    ]);
  });

  it('keeps small numbers wide enough to be told apart', () => {
    expect(funnelBars(steps, '').map(({ share }) => share)).toEqual([1, 0.1, 0.05]);
  });
});

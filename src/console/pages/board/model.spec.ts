import { describe, expect, it } from '@jest/globals';
import { type ActivityRead, type BookingView, type PlaceView, type PlanDocument } from '@heli/contracts';
import { entriesOf, hasGap, liveOf, matches, totalsOf } from './model';

const NOON = '2026-11-28T04:00:00Z';
const role = (id: string, min: number, target: number) => ({
  id,
  skillIds: [],
  min,
  target,
  minAgeClass: 'child' as const,
  leader: false,
  weight: 1,
});

const activity = (id: string, more: Partial<ActivityRead> = {}): ActivityRead => ({
  id,
  seasonId: 's',
  title: `活动${id}`,
  kind: 'training',
  communityId: 'c1',
  priority: 5,
  durationMinutes: 90,
  candidateStarts: ['2026-11-29T04:00:00Z', NOON],
  expectedAttendance: 0,
  roles: [role('helper', 1, 3)],
  equipment: [],
  groups: [],
  budget: [],
  predecessorIds: [],
  version: 1,
  createdAt: NOON,
  updatedAt: NOON,
  ...more,
});

const plan = (part: Partial<PlanDocument>): PlanDocument =>
  ({ scheduled: [], dropped: [], assignments: [], ...part }) as PlanDocument;

const heldAtNoon = plan({
  scheduled: [{ activityId: 'a', start: NOON, end: '2026-11-28T05:30:00Z', venueId: 'hall' }],
  assignments: [
    { activityId: 'a', roleId: 'helper', volunteerId: 'v1' },
    { activityId: 'a', roleId: 'helper', volunteerId: 'v2' },
  ],
});

describe('the board of a season', () => {
  it('shows an activity at its first possible time while there is no plan', () => {
    const [entry] = entriesOf([activity('a')], null, null);
    expect(entry).toMatchObject({ standing: 'tentative', start: Date.parse(NOON), otherStarts: 1, open: 3 });
    expect(entry?.end).toBe(Date.parse('2026-11-28T05:30:00Z'));
    expect(entry !== undefined && hasGap(entry)).toBe(false);
  });

  it('shows what a plan holds and what it drops', () => {
    const entries = entriesOf([activity('b'), activity('a')], { ...heldAtNoon, dropped: ['b'] }, null);
    expect(
      entries.map(({ activity: { id }, standing, filled, open }) => [id, standing, filled, open]),
    ).toEqual([
      ['a', 'held', 2, 1],
      ['b', 'dropped', 0, 3],
    ]);
    expect(totalsOf(entries)).toMatchObject({ held: 1, dropped: 1, filled: 2, target: 3, withGaps: 1 });
  });

  it('counts nobody beyond the target of a role towards another role', () => {
    const two = activity('a', { roles: [role('helper', 0, 1), role('host', 1, 1)] });
    const [entry] = entriesOf([two], heldAtNoon, null);
    expect(entry).toMatchObject({ filled: 1, target: 2, open: 1, short: true });
  });

  it('follows what people and venues answered since, until it begins', () => {
    const places = [{ activityId: 'a', roleId: 'helper', open: 2 }] as PlaceView[];
    const bookings = [
      { activityId: 'a', state: 'declined' },
      { activityId: 'a', state: 'asked' },
    ] as BookingView[];
    const before = liveOf(places, bookings, Date.parse(NOON) - 1);
    expect(entriesOf([activity('a')], heldAtNoon, before)[0]).toMatchObject({
      filled: 1,
      venueState: 'asked',
    });
    const full = liveOf([], [], Date.parse(NOON) - 1);
    expect(entriesOf([activity('a')], heldAtNoon, full)[0]).toMatchObject({
      filled: 3,
      venueState: 'planned',
    });
    const begun = liveOf([], [], Date.parse(NOON));
    expect(entriesOf([activity('a')], heldAtNoon, begun)[0]).toMatchObject({ filled: 2 });
  });

  it('finds activities by title and venue, kind, community and gaps', () => {
    const [entry] = entriesOf([activity('a')], heldAtNoon, null);
    const nothing = { kinds: [], communities: [], gapsOnly: false, text: '' };
    const found = (filter: object) =>
      entry !== undefined && matches(entry, { ...nothing, ...filter }, () => '社区礼堂');
    expect(found({ text: '礼堂' })).toBe(true);
    expect(found({ text: '合唱' })).toBe(false);
    expect(found({ kinds: ['festival'] })).toBe(false);
    expect(found({ communities: ['c1'], gapsOnly: true })).toBe(true);
  });
});

import fc, { type Arbitrary } from 'fast-check';
import { type PersonalChange, type Schedule } from '../../src/features/notices/index.js';

const activityIds = ['a', 'b', 'c', 'd'];
const who = (names: readonly string[]): Arbitrary<string[]> => fc.subarray([...names]);

/** What a small plan of four activities, five people, two groups and two venues may say. */
export const schedules: Arbitrary<Schedule> = fc
  .tuple(
    ...activityIds.map((activityId) =>
      fc.record({
        activityId: fc.constant(activityId),
        held: fc.boolean(),
        hour: fc.integer({ min: 0, max: 71 }),
        venueId: fc.constantFrom('hall', 'yard', null),
        people: who(['v1', 'v2', 'v3', 'v4', 'v5']),
        roleId: fc.constantFrom('host', 'guard'),
        groups: who(['g1', 'g2']),
      }),
    ),
  )
  .map((all): Schedule => {
    const held = all.filter((one) => one.held);
    const at = (hour: number): string =>
      new Date(Date.parse('2013-03-09T00:00:00+08:00') + hour * 3_600_000).toISOString();
    return {
      scheduled: held.map(({ activityId, hour, venueId }) => ({
        activityId,
        start: at(hour),
        end: at(hour + 2),
        venueId,
      })),
      assignments: held.flatMap(({ activityId, people, roleId }) =>
        people.map((volunteerId) => ({ activityId, roleId, volunteerId })),
      ),
      groupEngagements: held.flatMap(({ activityId, groups }) =>
        groups.map((groupId) => ({ activityId, demandId: 'any', groupId })),
      ),
    };
  });

export const changesKey = ({ party, partyId, activityId }: PersonalChange): string =>
  `${activityId} ${party} ${partyId}`;

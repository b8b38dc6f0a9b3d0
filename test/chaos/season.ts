import { type Dataset, dataset } from '@heli/contracts';

const WEEKS = 3;
const VOLUNTEERS = 10;
const EVERY_DAY = [{ type: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '21:00' }] as const;

/** Ids of a season begin with its own. */
export const communityOf = (season: string): string => `${season}-wangjing`;
export const volunteersOf = (season: string): string[] =>
  Array.from({ length: VOLUNTEERS }, (_, at) => `${season}-v${at + 1}`);
export const placesOf = (season: string): { activityId: string; roleId: string }[] =>
  Array.from({ length: WEEKS }, (_, week) => [
    { activityId: `${season}-reading-${week + 1}`, roleId: 'host' },
    { activityId: `${season}-river-${week + 1}`, roleId: 'patrol' },
  ]).flat();

/** A small season in 2093: a reading hour and a river patrol every week, in which more may serve than are asked. */
export function smallSeason(id: string): Dataset {
  const communityId = communityOf(id);
  const at = (week: number, weekday: number, clock: string): string =>
    `2093-03-${String(3 + 7 * week + weekday).padStart(2, '0')}T${clock}:00+08:00`;
  return dataset.parse({
    format: 'heli-dataset/1',
    season: { id, name: '望京春季', start: '2093-03-02T00:00:00+08:00', end: '2093-03-30T00:00:00+08:00' },
    communities: [{ id: communityId, name: '望京社区' }],
    volunteers: volunteersOf(id).map((volunteer) => ({
      id: volunteer,
      communityId,
      availability: EVERY_DAY,
    })),
    venues: [{ id: `${id}-room`, name: '活动室', communityId, capacity: 30, opening: EVERY_DAY }],
    activities: Array.from({ length: WEEKS }, (_, week) => [
      {
        ...{ id: `${id}-reading-${week + 1}`, title: '读书会', kind: 'self_governance', communityId },
        ...{ durationMinutes: 90, candidateStarts: [at(week, 1, '19:00'), at(week, 2, '19:00')] },
        ...{ expectedAttendance: 20, venue: { minCapacity: 20 } },
        roles: [{ id: 'host', name: '主持', min: 1, target: 2, max: 4 }],
      },
      {
        ...{ id: `${id}-river-${week + 1}`, title: '河道巡护', kind: 'volunteer_service', communityId },
        ...{ durationMinutes: 120, candidateStarts: [at(week, 5, '09:00')] },
        roles: [{ id: 'patrol', name: '巡护', min: 2, target: 3, max: 5 }],
      },
    ]).flat(),
  });
}

/** The season whose one activity the money of all gifts is spent on; nobody plans it. */
export const BOOKS = { seasonId: 'books', activityId: 'books-tea', budgetLineId: 'tea' };

export function booksSeason(): Dataset {
  const { seasonId, activityId, budgetLineId } = BOOKS;
  const communityId = communityOf(seasonId);
  return dataset.parse({
    format: 'heli-dataset/1',
    season: {
      id: seasonId,
      name: '账目',
      start: '2093-03-02T00:00:00+08:00',
      end: '2093-03-30T00:00:00+08:00',
    },
    communities: [{ id: communityId, name: '安贞社区' }],
    activities: [
      {
        ...{ id: activityId, title: '茶话会', kind: 'festival', communityId, durationMinutes: 60 },
        candidateStarts: ['2093-03-09T14:00:00+08:00'],
        budget: [{ id: budgetLineId, purpose: 'refreshments' }],
      },
    ],
  });
}

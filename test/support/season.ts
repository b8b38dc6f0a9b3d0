import { dataset, type Dataset } from '@heli/contracts';
import { type DataSource } from 'typeorm';
import { loadDataset } from '../../src/features/datasets/index.js';

const WEEKS = 4;

/**
 * A small season of one community: a reading hour and a river patrol every week of March 2013, six volunteers, one room.
 * Ids start with the season's, so that several seasons can stand side by side.
 */
export function riverSeason(id: string): Dataset {
  const inWeek = (week: number, weekday: number, clock: string): string => {
    const day = String(4 + 7 * week + weekday).padStart(2, '0');
    return `2013-03-${day}T${clock}:00+08:00`;
  };
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  const everyDay = [{ type: 'weekly' as const, weekdays, from: '08:00', to: '21:00' }];
  return dataset.parse({
    format: 'heli-dataset/1',
    season: { id, name: '望京春季', start: '2013-03-04T00:00:00+08:00', end: '2013-04-01T00:00:00+08:00' },
    communities: [{ id: `${id}-wangjing`, name: '望京社区' }],
    volunteers: Array.from({ length: 6 }, (_, index) => ({
      id: `${id}-v${index + 1}`,
      communityId: `${id}-wangjing`,
      availability: everyDay,
    })),
    venues: [
      {
        id: `${id}-room`,
        name: '活动室',
        communityId: `${id}-wangjing`,
        capacity: 30,
        opening: everyDay,
      },
    ],
    activities: Array.from({ length: WEEKS }, (_, week) => [
      {
        id: `${id}-reading-${week + 1}`,
        title: '读书会',
        kind: 'self_governance' as const,
        communityId: `${id}-wangjing`,
        durationMinutes: 90,
        candidateStarts: [inWeek(week, 1, '19:00'), inWeek(week, 2, '19:00')],
        expectedAttendance: 20,
        venue: { minCapacity: 20 },
        roles: [{ id: 'host', name: '主持', min: 1, target: 2 }],
      },
      {
        id: `${id}-river-${week + 1}`,
        title: '河道巡护',
        kind: 'volunteer_service' as const,
        communityId: `${id}-wangjing`,
        durationMinutes: 120,
        candidateStarts: [inWeek(week, 5, '09:00')],
        roles: [{ id: 'patrol', name: '巡护', min: 2, target: 4 }],
      },
    ]).flat(),
  });
}

export async function storeSeason(dataSource: DataSource, season: Dataset): Promise<string> {
  return (await loadDataset(dataSource, season)).seasonId;
}

import { type SeriesTemplate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import { type ColumnsOf, type Keeping, PoolStore, type Reference, utc } from '../pools/index.js';
import { Season } from '../seasons/index.js';
import { ActivitySeries } from './activity.entity.js';
import { demandReferences } from './demand-references.js';

export interface SeriesValue {
  readonly id: string;
  readonly seasonId: string;
  readonly title: string;
  readonly communityId: string;
  readonly rrule: string;
  readonly firstStart: string;
  readonly exceptDates: string[];
  readonly skipHolidays: boolean;
  /** Null for a series that was loaded with its activities: it is not expanded. */
  readonly template: SeriesTemplate | null;
}

export class SeriesStore extends PoolStore<ActivitySeries, SeriesValue> {
  readonly type = 'ActivitySeries';
  readonly entity = ActivitySeries;

  override keepingsOf(_manager: EntityManager, values: readonly SeriesValue[]): Promise<Keeping[]> {
    return Promise.resolve(
      values.map(({ communityId, seasonId }) => ({
        owners: { communities: [communityId] },
        season: seasonId,
      })),
    );
  }

  protected columns(value: SeriesValue): ColumnsOf<ActivitySeries> {
    return { ...value, firstStart: new Date(value.firstStart) };
  }

  values(_manager: EntityManager, rows: readonly ActivitySeries[]): Promise<SeriesValue[]> {
    return Promise.resolve(
      rows.map(
        ({ id, seasonId, title, communityId, rrule, firstStart, exceptDates, skipHolidays, template }) => ({
          id,
          seasonId,
          title,
          communityId,
          rrule,
          firstStart: utc(firstStart),
          exceptDates,
          skipHolidays,
          template,
        }),
      ),
    );
  }

  references({ seasonId, communityId, template }: SeriesValue): Reference[] {
    return [
      { path: ['seasonId'], entity: Season, id: seasonId },
      { path: ['communityId'], entity: Community, id: communityId },
      ...(template === null ? [] : demandReferences(template, ['template'])),
    ];
  }
}

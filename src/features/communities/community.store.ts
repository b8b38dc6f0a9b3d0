import { type CommunityCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { type ColumnsOf, given, type Keeping, PoolStore, type Reference } from '../pools/index.js';
import { Community } from './community.entity.js';

export type CommunityValue = CommunityCreate & { id: string };

export class CommunityStore extends PoolStore<Community, CommunityValue> {
  readonly type = 'Community';
  readonly entity = Community;

  protected override readonly inArea = { shared: 'held.id = ANY(:reachCommunities)' };

  override keepingsOf(_manager: EntityManager, values: readonly CommunityValue[]): Promise<Keeping[]> {
    return Promise.resolve(values.map(({ id }) => ({ owners: { communities: [id] } })));
  }

  protected columns(value: CommunityValue): ColumnsOf<Community> {
    return {
      id: value.id,
      name: value.name,
      regionCode: value.regionCode ?? null,
      timeZone: value.timeZone,
      latitude: value.location?.latitude ?? null,
      longitude: value.location?.longitude ?? null,
      countsReliability: value.countsReliability ?? null,
    };
  }

  values(_manager: EntityManager, rows: readonly Community[]): Promise<CommunityValue[]> {
    return Promise.resolve(
      rows.map(({ id, name, regionCode, timeZone, latitude, longitude, countsReliability }) => ({
        id,
        name,
        ...given('regionCode', regionCode),
        timeZone,
        ...(latitude === null || longitude === null ? {} : { location: { latitude, longitude } }),
        ...given('countsReliability', countsReliability),
      })),
    );
  }

  references(): Reference[] {
    return [];
  }
}

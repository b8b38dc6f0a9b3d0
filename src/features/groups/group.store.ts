import { type GroupCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import {
  type ColumnsOf,
  given,
  homeOrServed,
  linkedIds,
  linkTable,
  PoolStore,
  type Reference,
  referencesIn,
} from '../pools/index.js';
import { GrassrootsGroup, GroupCommunity } from './group.entity.js';

export type GroupValue = GroupCreate & { id: string };

export class GroupStore extends PoolStore<GrassrootsGroup, GroupValue> {
  readonly type = 'GrassrootsGroup';
  readonly entity = GrassrootsGroup;
  protected override readonly links = [
    linkTable<GroupValue, GroupCommunity>(GroupCommunity, 'groupId', ({ id, servesCommunityIds }) =>
      servesCommunityIds.map((communityId) => ({ groupId: id, communityId })),
    ),
  ];

  protected override readonly inArea = { shared: homeOrServed('group_communities', 'group_id') };

  protected columns(value: GroupValue): ColumnsOf<GrassrootsGroup> {
    return {
      id: value.id,
      name: value.name,
      communityId: value.communityId,
      tags: value.tags,
      availability: value.availability,
      activitiesPerWeek: value.activitiesPerWeek ?? null,
    };
  }

  async values(manager: EntityManager, rows: readonly GrassrootsGroup[]): Promise<GroupValue[]> {
    const ids = rows.map(({ id }) => id);
    const communityIds = await linkedIds(manager, GroupCommunity, 'groupId', 'communityId', ids);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      communityId: row.communityId,
      servesCommunityIds: communityIds(row.id),
      tags: row.tags,
      availability: row.availability,
      ...given('activitiesPerWeek', row.activitiesPerWeek),
    }));
  }

  references({ communityId, servesCommunityIds }: GroupValue): Reference[] {
    return [
      { path: ['communityId'], entity: Community, id: communityId },
      ...referencesIn(['servesCommunityIds'], Community, servesCommunityIds),
    ];
  }
}

import { type EquipmentCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import { PartnerUnit } from '../partners/index.js';
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
import { EquipmentCommunity, EquipmentItem } from './equipment.entity.js';

export type EquipmentValue = EquipmentCreate & { id: string };

export class EquipmentStore extends PoolStore<EquipmentItem, EquipmentValue> {
  readonly type = 'EquipmentItem';
  readonly entity = EquipmentItem;
  protected override readonly links = [
    linkTable<EquipmentValue, EquipmentCommunity>(
      EquipmentCommunity,
      'equipmentId',
      ({ id, servesCommunityIds }) =>
        servesCommunityIds.map((communityId) => ({ equipmentId: id, communityId })),
    ),
  ];

  protected override readonly inArea = {
    shared: homeOrServed('equipment_communities', 'equipment_id'),
    own: { partner: 'held.owner_unit_id = :reachPartner' },
  };

  protected columns(value: EquipmentValue): ColumnsOf<EquipmentItem> {
    return { ...value, ownerUnitId: value.ownerUnitId ?? null };
  }

  async values(manager: EntityManager, rows: readonly EquipmentItem[]): Promise<EquipmentValue[]> {
    const ids = rows.map(({ id }) => id);
    const communityIds = await linkedIds(manager, EquipmentCommunity, 'equipmentId', 'communityId', ids);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      type: row.type,
      quantity: row.quantity,
      communityId: row.communityId,
      servesCommunityIds: communityIds(row.id),
      turnaroundMinutes: row.turnaroundMinutes,
      ...given('ownerUnitId', row.ownerUnitId),
    }));
  }

  references({ communityId, servesCommunityIds, ownerUnitId }: EquipmentValue): Reference[] {
    return [
      { path: ['communityId'], entity: Community, id: communityId },
      ...referencesIn(['servesCommunityIds'], Community, servesCommunityIds),
      ...referencesIn(['ownerUnitId'], PartnerUnit, ownerUnitId),
    ];
  }
}

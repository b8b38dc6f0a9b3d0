import { type VenueCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import { PartnerUnit } from '../partners/index.js';
import {
  type ColumnsOf,
  given,
  homeOrServed,
  linkedIds,
  linkTable,
  ownersAtHome,
  PoolStore,
  type Reference,
  referencesIn,
} from '../pools/index.js';
import { Venue, VenueCommunity } from './venue.entity.js';

export type VenueValue = VenueCreate & { id: string };

export class VenueStore extends PoolStore<Venue, VenueValue> {
  readonly type = 'Venue';
  readonly entity = Venue;
  protected override readonly links = [
    linkTable<VenueValue, VenueCommunity>(VenueCommunity, 'venueId', ({ id, servesCommunityIds }) =>
      servesCommunityIds.map((communityId) => ({ venueId: id, communityId })),
    ),
  ];

  protected override readonly inArea = {
    shared: homeOrServed('venue_communities', 'venue_id'),
    own: { partner: 'held.owner_unit_id = :reachPartner' },
  };

  protected override readonly ownersSql = ownersAtHome(
    'venues',
    'venue_communities',
    'venue_id',
    `, 'partner', held.owner_unit_id`,
  );

  protected columns(value: VenueValue): ColumnsOf<Venue> {
    return { ...value, ownerUnitId: value.ownerUnitId ?? null };
  }

  async values(manager: EntityManager, rows: readonly Venue[]): Promise<VenueValue[]> {
    const ids = rows.map(({ id }) => id);
    const communityIds = await linkedIds(manager, VenueCommunity, 'venueId', 'communityId', ids);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      communityId: row.communityId,
      servesCommunityIds: communityIds(row.id),
      capacity: row.capacity,
      features: row.features,
      opening: row.opening,
      bufferBeforeMinutes: row.bufferBeforeMinutes,
      bufferAfterMinutes: row.bufferAfterMinutes,
      costFen: row.costFen,
      needsConfirmation: row.needsConfirmation,
      ...given('ownerUnitId', row.ownerUnitId),
    }));
  }

  references({ communityId, servesCommunityIds, ownerUnitId }: VenueValue): Reference[] {
    return [
      { path: ['communityId'], entity: Community, id: communityId },
      ...referencesIn(['servesCommunityIds'], Community, servesCommunityIds),
      ...referencesIn(['ownerUnitId'], PartnerUnit, ownerUnitId),
    ];
  }
}

import { type DonationCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { PartnerUnit } from '../partners/index.js';
import {
  type ColumnsOf,
  dateOrNull,
  given,
  linkedIds,
  linkTable,
  PoolStore,
  type Reference,
  referencesIn,
  utcOrNull,
} from '../pools/index.js';
import { Season } from '../seasons/index.js';
import { Donation, DonationCommunity, DonationGroup } from './donation.entity.js';

export type DonationValue = DonationCreate & { id: string };

export class DonationStore extends PoolStore<Donation, DonationValue> {
  readonly type = 'Donation';
  readonly entity = Donation;
  override readonly personal = ['name'];
  protected override readonly links = [
    linkTable<DonationValue, DonationCommunity>(DonationCommunity, 'donationId', ({ id, earmark }) =>
      earmark.communityIds.map((communityId) => ({ donationId: id, communityId })),
    ),
    linkTable<DonationValue, DonationGroup>(DonationGroup, 'donationId', ({ id, earmark }) =>
      earmark.hostGroupIds.map((groupId) => ({ donationId: id, groupId })),
    ),
  ];

  protected columns(value: DonationValue): ColumnsOf<Donation> {
    return {
      id: value.id,
      name: value.name ?? null,
      amountFen: value.amountFen,
      donorUnitId: value.donorUnitId ?? null,
      seasonId: value.seasonId ?? null,
      kinds: value.earmark.kinds,
      purposes: value.earmark.purposes,
      availableFrom: dateOrNull(value.availableFrom),
      expiresAt: dateOrNull(value.expiresAt),
    };
  }

  async values(manager: EntityManager, rows: readonly Donation[]): Promise<DonationValue[]> {
    const ids = rows.map(({ id }) => id);
    const communityIds = await linkedIds(manager, DonationCommunity, 'donationId', 'communityId', ids);
    const groupIds = await linkedIds(manager, DonationGroup, 'donationId', 'groupId', ids);
    return rows.map((row) => ({
      id: row.id,
      ...given('name', row.name),
      amountFen: row.amountFen,
      earmark: {
        kinds: row.kinds,
        communityIds: communityIds(row.id),
        hostGroupIds: groupIds(row.id),
        purposes: row.purposes,
      },
      ...given('availableFrom', utcOrNull(row.availableFrom)),
      ...given('expiresAt', utcOrNull(row.expiresAt)),
      ...given('donorUnitId', row.donorUnitId),
      ...given('seasonId', row.seasonId),
    }));
  }

  references({ earmark, donorUnitId, seasonId }: DonationValue): Reference[] {
    return [
      ...referencesIn(['earmark', 'communityIds'], Community, earmark.communityIds),
      ...referencesIn(['earmark', 'hostGroupIds'], GrassrootsGroup, earmark.hostGroupIds),
      ...referencesIn(['donorUnitId'], PartnerUnit, donorUnitId),
      ...referencesIn(['seasonId'], Season, seasonId),
    ];
  }
}

import { type DonationCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { type Language, translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { PartnerUnit } from '../partners/index.js';
import {
  type ColumnsOf,
  dateOrNull,
  given,
  type Keeping,
  linkedIds,
  linkTable,
  PoolStore,
  type Reference,
  referencesIn,
  utcOrNull,
  type ValueFault,
} from '../pools/index.js';
import { communitiesOfSeasons, Season } from '../seasons/index.js';
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

  protected override readonly inArea = {
    shared: `EXISTS (SELECT 1 FROM donation_communities reached
        WHERE reached.donation_id = held.id AND reached.community_id = ANY(:reachCommunities))
      OR EXISTS (SELECT 1 FROM season_communities reached
        WHERE reached.season_id = held.season_id AND reached.community_id = ANY(:reachCommunities)
          AND NOT EXISTS (SELECT 1 FROM donation_communities other WHERE other.donation_id = held.id))
      OR EXISTS (SELECT 1 FROM partner_units reached
        WHERE reached.id = held.donor_unit_id AND reached.community_id = ANY(:reachCommunities))`,
    own: { partner: 'held.donor_unit_id = :reachPartner' },
  };

  /**
   * A gift is that of the communities of its earmark; without one, of all communities of its season; without either, of
   * its donor's. The donor's community reads it.
   */
  override async keepingsOf(manager: EntityManager, values: readonly DonationValue[]): Promise<Keeping[]> {
    const ofSeason = await communitiesOfSeasons(
      manager,
      values.flatMap(({ seasonId }) => seasonId ?? []),
    );
    const donors = await manager.query<{ id: string; community: string }[]>(
      'SELECT id, community_id AS community FROM partner_units WHERE id = ANY($1)',
      [values.flatMap(({ donorUnitId }) => donorUnitId ?? [])],
    );
    const communityOf = new Map(donors.map(({ id, community }) => [id, community]));
    return values.map(({ earmark, seasonId, donorUnitId }) => {
      const home = donorUnitId === undefined ? undefined : communityOf.get(donorUnitId);
      const guests = home === undefined ? [] : [home];
      const named = earmark.communityIds.length > 0 ? earmark.communityIds : ofSeason(seasonId ?? '');
      return {
        owners: {
          communities: named.length > 0 ? named : guests,
          guests,
          ...(donorUnitId === undefined ? {} : { partner: donorUnitId }),
        },
        ...(seasonId === undefined ? {} : { season: seasonId }),
      };
    });
  }

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

  /** What was received, is set aside or is over stays promised. */
  override async check(
    manager: EntityManager,
    values: readonly DonationValue[],
    language: Language,
  ): Promise<ValueFault[]> {
    const rows = await manager.query<{ id: string; least: string }[]>(
      `SELECT held.id, -pledged.balance_fen - coalesce(open.balance_fen, 0) AS least
         FROM donations held
         JOIN ledger_accounts pledged ON pledged.donation_id = held.id AND pledged.account = 'pledged'
         LEFT JOIN ledger_accounts open ON open.donation_id = held.id AND open.account = 'receivable'
        WHERE held.id = ANY($1)`,
      [values.map(({ id }) => id)],
    );
    const leastOf = new Map(rows.map(({ id, least }) => [id, Number(least)]));
    return values.flatMap(({ id, amountFen }, index) => {
      const least = leastOf.get(id) ?? 0;
      if (amountFen >= least) return [];
      const message = translate(language, 'ledger.faults.amount', { least });
      return [{ index, path: ['amountFen'], code: 'amount_used', message }];
    });
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

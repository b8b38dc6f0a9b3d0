import { type PartnerUnitCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import { type ColumnsOf, type Keeping, PoolStore, type Reference } from '../pools/index.js';
import { PartnerUnit } from './partner-unit.entity.js';

export type PartnerUnitValue = PartnerUnitCreate & { id: string };

export class PartnerUnitStore extends PoolStore<PartnerUnit, PartnerUnitValue> {
  readonly type = 'PartnerUnit';
  readonly entity = PartnerUnit;

  protected override readonly inArea = {
    shared: 'held.community_id = ANY(:reachCommunities)',
    own: { partner: 'held.id = :reachPartner' },
  };

  override keepingsOf(_manager: EntityManager, values: readonly PartnerUnitValue[]): Promise<Keeping[]> {
    return Promise.resolve(
      values.map(({ id, communityId }) => ({ owners: { communities: [communityId], partner: id } })),
    );
  }

  protected columns({ id, name, communityId, isUnitMember }: PartnerUnitValue): ColumnsOf<PartnerUnit> {
    return { id, name, communityId, isUnitMember };
  }

  values(_manager: EntityManager, rows: readonly PartnerUnit[]): Promise<PartnerUnitValue[]> {
    return Promise.resolve(
      rows.map(({ id, name, communityId, isUnitMember }) => ({ id, name, communityId, isUnitMember })),
    );
  }

  references({ communityId }: PartnerUnitValue): Reference[] {
    return [{ path: ['communityId'], entity: Community, id: communityId }];
  }
}

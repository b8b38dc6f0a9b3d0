import { type PartnerUnitCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Community } from '../communities/index.js';
import { type ColumnsOf, PoolStore, type Reference } from '../pools/index.js';
import { PartnerUnit } from './partner-unit.entity.js';

export type PartnerUnitValue = PartnerUnitCreate & { id: string };

export class PartnerUnitStore extends PoolStore<PartnerUnit, PartnerUnitValue> {
  readonly type = 'PartnerUnit';
  readonly entity = PartnerUnit;

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

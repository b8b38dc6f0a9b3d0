import { type OrganizationCreate } from '@heli/contracts';
import { type EntityManager, In } from 'typeorm';
import { Community } from '../communities/index.js';
import { type ColumnsOf, type Keeping, PoolStore, type Reference } from '../pools/index.js';
import { Organization } from './organization.entity.js';

export type OrganizationValue = OrganizationCreate & { id: string };

export class OrganizationStore extends PoolStore<Organization, OrganizationValue> {
  readonly type = 'Organization';
  readonly entity = Organization;

  /** Where an organization is decides what its members reach: only the platform takes it elsewhere. */
  override async keepingsOf(
    manager: EntityManager,
    values: readonly OrganizationValue[],
  ): Promise<Keeping[]> {
    const ids = values.map(({ id }) => id);
    const held = await manager.find(Organization, {
      where: { id: In(ids) },
      select: { id: true, communityId: true },
    });
    const homeOf = new Map(held.map(({ id, communityId }) => [id, communityId]));
    return values.map(({ id, communityId }) => ({
      owners:
        (homeOf.get(id) ?? communityId) === communityId
          ? { communities: [communityId], organizations: [id] }
          : { communities: [] },
    }));
  }

  protected columns(value: OrganizationValue): ColumnsOf<Organization> {
    return value;
  }

  values(_manager: EntityManager, rows: readonly Organization[]): Promise<OrganizationValue[]> {
    return Promise.resolve(
      rows.map((row) => ({
        id: row.id,
        name: row.name,
        communityId: row.communityId,
        councilSeats: row.councilSeats,
        councilSeatsHeldByResidents: row.councilSeatsHeldByResidents,
        leadingPosts: row.leadingPosts,
        leadingPostsHeldByResidents: row.leadingPostsHeldByResidents,
        subBodies: row.subBodies,
        individualMembers: row.individualMembers,
      })),
    );
  }

  references({ communityId }: OrganizationValue): Reference[] {
    return [{ path: ['communityId'], entity: Community, id: communityId }];
  }
}

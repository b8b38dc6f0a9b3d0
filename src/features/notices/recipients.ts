import { type NoticeAudience } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityTarget } from 'typeorm';
import { Transactions, type VersionedEntity } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { Venue } from '../venues/index.js';
import { Volunteer } from '../volunteers/index.js';

/** Coordinators and councils are those of a community. */
const POOLS: Readonly<Record<NoticeAudience, readonly [string, EntityTarget<VersionedEntity>]>> = {
  volunteer: ['Volunteer', Volunteer],
  coordinators: ['Community', Community],
  council: ['Community', Community],
  group: ['GrassrootsGroup', GrassrootsGroup],
  venue: ['Venue', Venue],
};

@Injectable()
export class Recipients {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError NOT_FOUND */
  async assertKnown(audience: NoticeAudience, id: string): Promise<void> {
    const [type, entity] = POOLS[audience];
    if (!(await this.transactions.manager.existsBy(entity, { id }))) throw notFound(type, id);
  }
}

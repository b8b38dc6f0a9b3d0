import { Injectable } from '@nestjs/common';
import { type SkillQuery, skillSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBySearch, PoolService } from '../pools/index.js';
import { type Skill } from './skill.entity.js';
import { SkillStore, type SkillValue } from './skill.store.js';

@Injectable()
export class SkillsService extends PoolService<Skill, SkillValue, SkillQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new SkillStore(), skillSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Skill>, asked: SkillQuery): void {
    narrowBySearch(query, asked.q);
  }
}

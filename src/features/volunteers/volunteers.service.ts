import { Injectable } from '@nestjs/common';
import { maskedPhone, type VolunteerQuery, volunteerSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type Volunteer } from './volunteer.entity.js';
import { VolunteerStore, type VolunteerValue } from './volunteer.store.js';

@Injectable()
export class VolunteersService extends PoolService<Volunteer, VolunteerValue, VolunteerQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new VolunteerStore(), volunteerSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Volunteer>, asked: VolunteerQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'ageClass', asked.ageClass);
    if (asked.skillId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM volunteer_skills link WHERE link.volunteer_id = held.id AND link.skill_id = :skillId)',
        { skillId: asked.skillId },
      );
    }
  }

  /** Telephone numbers are never shown whole. */
  protected override shown({ phone, ...value }: VolunteerValue): object {
    return phone === undefined ? value : { ...value, phone: maskedPhone(phone) };
  }
}

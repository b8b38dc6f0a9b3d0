import { Injectable } from '@nestjs/common';
import { maskedPhone, type VolunteerQuery, volunteerSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { currentContext } from '../../http/context.js';
import { narrowBy, narrowByIndexedSearch, PoolService } from '../pools/index.js';
import { type Volunteer } from './volunteer.entity.js';
import { VolunteerStore, type VolunteerValue } from './volunteer.store.js';

function callsPeopleOf(communityId: string, volunteerId: string): boolean {
  const { principal } = currentContext();
  if (principal === undefined || principal.kind === 'operator') return false;
  const isSelf = principal.kind === 'account' && principal.volunteerId === volunteerId;
  return (
    isSelf ||
    principal.memberships.some(
      (membership) =>
        membership.communityId === communityId && ['admin', 'coordinator'].includes(membership.role),
    )
  );
}

@Injectable()
export class VolunteersService extends PoolService<Volunteer, VolunteerValue, VolunteerQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new VolunteerStore(), volunteerSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Volunteer>, asked: VolunteerQuery): void {
    narrowByIndexedSearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'ageClass', asked.ageClass);
    if (asked.skillId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM volunteer_skills link WHERE link.volunteer_id = held.id AND link.skill_id = :skillId)',
        { skillId: asked.skillId },
      );
    }
  }

  /** Whole telephone numbers are for those who call: the person, and the coordinators and admins of the own organization. */
  protected override shown({ phone, ...value }: VolunteerValue): object {
    if (phone === undefined) return value;
    return { ...value, phone: callsPeopleOf(value.communityId, value.id) ? phone : maskedPhone(phone) };
  }
}

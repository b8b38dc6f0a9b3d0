import { type Pin } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { lockUntilCommit, newId } from '../../database/index.js';
import { translate } from '../../i18n/index.js';
import { Activity } from '../activities/index.js';
import { pinOf, SeasonPin } from '../pins/index.js';
import { Volunteer } from '../volunteers/index.js';
import { type Duty } from './duty.entity.js';

/** Why nobody asks a volunteer for an activity any more. */
export type Cause = 'declined' | 'expired' | 'withdrawn' | 'excused';

type PersonPin = Extract<Pin, { type: 'assign' | 'forbid-volunteer' }>;

/**
 * What answers decide for every later plan: whoever gave a place back is not asked for the activity again, and whoever took
 * one beside the plan keeps it. They are pins as those of the council, and can be taken back as these.
 */
@Injectable()
export class DutyPins {
  constructor(private readonly audit: AuditService) {}

  /** No later plan has the volunteer in the activity. */
  async forbid(manager: EntityManager, duty: Duty, cause: Cause): Promise<void> {
    await this.set(manager, duty, 'forbid-volunteer', cause);
  }

  /** Every later plan keeps the volunteer in the place, unless the council has decided otherwise. */
  async keep(manager: EntityManager, duty: Duty): Promise<void> {
    await this.set(manager, duty, 'assign', 'accepted');
  }

  /** Plans decide freely again. */
  async release(manager: EntityManager, duty: Duty): Promise<void> {
    await lockUntilCommit(manager, `pins-of:${duty.activityId}`);
    await this.remove(manager, await this.ofPerson(manager, duty));
  }

  private async set(
    manager: EntityManager,
    duty: Duty,
    type: PersonPin['type'],
    reason: Cause | 'accepted',
  ): Promise<void> {
    // As `PinStore`: of two pins at the same moment, the second has to see the first.
    await lockUntilCommit(manager, `pins-of:${duty.activityId}`);
    const { seasonId, activityId, volunteerId, roleId } = duty;
    const held = await this.ofPerson(manager, duty);
    const isThere = held.some((pin) => pin.type === type && (type !== 'assign' || pin.roleId === roleId));
    await this.remove(
      manager,
      held.filter((pin) => !isThere || pin.type !== type),
    );
    if (isThere) return;
    const dropped = await manager.existsBy(SeasonPin, { activityId, type: 'drop-activity' });
    const known =
      (await manager.existsBy(Activity, { id: activityId })) &&
      (await manager.existsBy(Volunteer, { id: volunteerId }));
    if (!known || (type === 'assign' && dropped)) return;
    const id = newId();
    await manager.insert(SeasonPin, {
      ...{ id, seasonId, activityId, volunteerId, type },
      roleId: type === 'assign' ? roleId : null,
      ...{ groupId: null, venueId: null, start: null },
      reason: translate('zh-CN', `duties.pins.${reason}`),
    });
    const after: PersonPin =
      type === 'assign' ? { type, activityId, volunteerId, roleId } : { type, activityId, volunteerId };
    await this.audit.record({
      action: 'pin.created',
      entityType: 'Pin',
      entityId: id,
      after: { seasonId, pin: after, dutyId: duty.id },
    });
  }

  private ofPerson(manager: EntityManager, { activityId, volunteerId }: Duty): Promise<SeasonPin[]> {
    return manager
      .createQueryBuilder(SeasonPin, 'pin')
      .where(`pin.activityId = :activityId AND pin.volunteerId = :volunteerId`, { activityId, volunteerId })
      .andWhere(`pin.type IN ('assign', 'forbid-volunteer')`)
      .getMany();
  }

  private async remove(manager: EntityManager, pins: readonly SeasonPin[]): Promise<void> {
    for (const pin of pins) {
      await manager.delete(SeasonPin, pin.id);
      await this.audit.record({
        action: 'pin.deleted',
        entityType: 'Pin',
        entityId: pin.id,
        before: { seasonId: pin.seasonId, pin: pinOf(pin) },
      });
    }
  }
}

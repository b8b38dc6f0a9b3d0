import { type ActivityKind, type HourLedger, type HourRules } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { SeasonsService } from '../seasons/index.js';
import { HourRule } from './attendance.entity.js';

/**
 * What counts as service where a season says nothing. Meetings, lectures and rehearsals are no volunteer service in the
 * rules of most places (e.g. "i志愿" of Guangdong), so they have a ledger of their own: attendance.
 */
export const USUAL_SERVICE_KINDS: readonly ActivityKind[] = ['volunteer_service', 'festival'];

async function serviceKindsOf(manager: EntityManager, seasonId: string): Promise<readonly ActivityKind[]> {
  const rule = await manager.findOneBy(HourRule, { seasonId });
  return rule?.serviceKinds ?? USUAL_SERVICE_KINDS;
}

/** In which ledger a kind of activity of a season is written. */
export async function ledgerOf(
  manager: EntityManager,
  { seasonId, kind }: { readonly seasonId: string; readonly kind: ActivityKind },
): Promise<HourLedger> {
  return (await serviceKindsOf(manager, seasonId)).includes(kind) ? 'service-hours' : 'attendance';
}

/** The switch of a season: which kinds of activities give hours of service. */
@Injectable()
export class HourRulesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly seasons: SeasonsService,
    private readonly audit: AuditService,
  ) {}

  async of(seasonId: string): Promise<HourRules> {
    await this.seasons.get(seasonId);
    const rule = await this.transactions.manager.findOneBy(HourRule, { seasonId });
    return {
      seasonId,
      serviceKinds: [...(rule?.serviceKinds ?? USUAL_SERVICE_KINDS)],
      isDefault: rule === null,
    };
  }

  /** Holds for what is confirmed from now on; what was booked stays. */
  set(seasonId: string, serviceKinds: ActivityKind[]): Promise<HourRules> {
    return this.transactions.run(async (manager) => {
      const before = await this.of(seasonId);
      await manager.upsert(HourRule, { seasonId, serviceKinds }, ['seasonId']);
      await this.audit.record({
        action: 'hour-rules.changed',
        entityType: 'HourRules',
        entityId: seasonId,
        before: { serviceKinds: before.serviceKinds },
        after: { serviceKinds },
      });
      return this.of(seasonId);
    });
  }
}

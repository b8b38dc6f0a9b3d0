import { type DonationStatement, type PartnerStatement } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { type Language } from '../../i18n/index.js';
import { Activity } from '../activities/index.js';
import { attendanceOf } from '../attendance/index.js';
import { Community } from '../communities/index.js';
import { Donation } from '../donations/index.js';
import { PartnerUnit } from '../partners/index.js';
import { Expense } from './expense.entity.js';
import { LedgerAccount } from './ledger.entity.js';
import { type ActivityFacts, type GiftFacts, statementOf, totalsOf } from './statement.js';
import { statementText } from './statement-text.js';

/** Tells donors what their gifts did. */
@Injectable()
export class StatementsService {
  constructor(private readonly transactions: Transactions) {}

  ofGift(id: string, language: Language): Promise<DonationStatement> {
    return this.atOnce(async (manager) => {
      const [statement] = await this.of(manager, await manager.findBy(Donation, { id }), language);
      if (statement === undefined) throw notFound('Donation', id);
      return statement;
    });
  }

  /** All gifts of a partner unit, by id. */
  ofDonor(donorUnitId: string, language: Language): Promise<PartnerStatement> {
    return this.atOnce(async (manager) => {
      if (!(await manager.existsBy(PartnerUnit, { id: donorUnitId })))
        throw notFound('PartnerUnit', donorUnitId);
      const donations = await manager.find(Donation, { where: { donorUnitId }, order: { id: 'ASC' } });
      const gifts = await this.of(manager, donations, language);
      const totals = totalsOf(await balancesOf(manager, donations));
      const spentFor = gifts.flatMap(({ activities }) =>
        activities.filter(({ spentFen }) => spentFen > 0).map(({ activityId }) => activityId),
      );
      const text = statementText(language, totals, new Set(spentFor).size);
      return { donorUnitId, ...totals, text, gifts };
    });
  }

  /** All of one moment: sums and parts agree whatever is written meanwhile. */
  private atOnce<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.manager.transaction('REPEATABLE READ', read);
  }

  private async of(
    manager: EntityManager,
    donations: readonly Donation[],
    language: Language,
  ): Promise<DonationStatement[]> {
    const ids = donations.map(({ id }) => id);
    const balances = await balancesOf(manager, donations);
    const payments = await manager.find(Expense, {
      where: { donationId: In(ids), state: 'spent' },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const activities = await activityFacts(manager, [
      ...new Set(balances.flatMap(({ activityId }) => (activityId === '' ? [] : [activityId]))),
    ]);
    return donations.map(({ id, name, donorUnitId, expiresAt }) => {
      const facts: GiftFacts = {
        donationId: id,
        name,
        donorUnitId,
        expiresAt,
        balances: balances.filter(({ donationId }) => donationId === id),
        payments: payments
          .filter(({ donationId }) => donationId === id)
          .map(
            ({ activityId, budgetLineId, voucherNumber, description, amountFen, decidedAt, createdAt }) => ({
              ...{ activityId, budgetLineId, voucherNumber, description, amountFen },
              at: decidedAt ?? createdAt,
            }),
          ),
      };
      const statement = statementOf(facts, activities);
      const used = statement.activities.filter(({ spentFen }) => spentFen > 0).length;
      return { ...statement, text: statementText(language, statement, used) };
    });
  }
}

async function balancesOf(manager: EntityManager, donations: readonly Donation[]) {
  const accounts = await manager.find(LedgerAccount, {
    where: { donationId: In(donations.map(({ id }) => id)) },
    order: { donationId: 'ASC', account: 'ASC', activityId: 'ASC', budgetLineId: 'ASC' },
  });
  return accounts.map(({ balanceFen, ...place }) => ({ ...place, amountFen: balanceFen }));
}

async function activityFacts(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ActivityFacts>> {
  const activities = await manager.findBy(Activity, { id: In([...ids]) });
  const starts = await manager.query<{ id: string; start: Date | null }[]>(
    'SELECT id, ledger_start(id, NULL) AS start FROM unnest($1::text[]) AS id',
    [ids],
  );
  const startOf = new Map(starts.map(({ id, start }) => [id, start]));
  const attended = await attendanceOf(manager, ids);
  const communities = await manager.findBy(Community, {
    id: In(activities.map(({ communityId }) => communityId)),
  });
  const zoneOf = new Map(communities.map(({ id, timeZone }) => [id, timeZone]));
  return new Map(
    activities.map(({ id, title, kind, communityId, budget }) => [
      id,
      {
        title,
        kind,
        communityId,
        start: startOf.get(id) ?? null,
        attended: attended.get(id) ?? 0,
        zone: zoneOf.get(communityId) ?? 'UTC',
        purposes: new Map(budget.map((line) => [line.id, line.purpose])),
      },
    ]),
  );
}

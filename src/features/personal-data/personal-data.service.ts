import { type PersonalData, type VolunteerRead } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { Account, AccountsService } from '../accounts/index.js';
import { CertificatesService, VolunteerHoursService } from '../hours/index.js';
import { DutiesOfPerson } from '../duties/index.js';
import { SeasonPin } from '../pins/index.js';
import { Volunteer, VolunteersService } from '../volunteers/index.js';

type Assignments = PersonalData['assignments'];
type Changes = PersonalData['changes'];
type Swaps = PersonalData['swaps'];
type Expenses = PersonalData['expenses'];

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Everything that is stored of one person, for that person. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly transactions: Transactions,
    private readonly volunteers: VolunteersService,
    private readonly accounts: AccountsService,
    private readonly hours: VolunteerHoursService,
    private readonly certificates: CertificatesService,
    private readonly duties: DutiesOfPerson,
  ) {}

  async ofVolunteer(id: string): Promise<PersonalData> {
    const accounts = await this.transactions.manager.find(Account, {
      select: { id: true },
      where: { volunteerId: id },
      order: { id: 'ASC' },
    });
    return this.of(
      id,
      accounts.map((account) => account.id),
    );
  }

  async ofAccount(id: string): Promise<PersonalData> {
    const { volunteerId } = await this.accounts.get(id);
    return this.of(volunteerId, [id]);
  }

  private async of(volunteerId: string | null, accountIds: readonly string[]): Promise<PersonalData> {
    return {
      format: 'heli-personal-data/1',
      exportedAt: new Date().toISOString(),
      volunteer: volunteerId === null ? null : await this.volunteer(volunteerId),
      accounts: await this.accountsWhole(accountIds),
      assignments: volunteerId === null ? [] : await this.assignments(volunteerId),
      hours: volunteerId === null ? null : await this.hours.of(volunteerId, {}),
      certificates: volunteerId === null ? [] : (await this.certificates.list(volunteerId)).items,
      ...(volunteerId === null
        ? { duties: [], waiting: [] }
        : await this.duties.whole(this.transactions.manager, volunteerId)),
      swaps: volunteerId === null ? [] : await this.swaps(volunteerId),
      expenses: await this.expenses(accountIds),
      pins: volunteerId === null ? [] : await this.pins(volunteerId),
      changes: await this.changes([...(volunteerId === null ? [] : [volunteerId]), ...accountIds]),
    };
  }

  /** As stored: the person may know their own number whole. */
  private async volunteer(id: string): Promise<VolunteerRead> {
    const shown = (await this.volunteers.get(id)) as VolunteerRead;
    const { phone } = await this.transactions.manager.findOneByOrFail(Volunteer, { id });
    return phone === null ? shown : { ...shown, phone };
  }

  private async accountsWhole(ids: readonly string[]): Promise<PersonalData['accounts']> {
    const rows = await this.transactions.manager.findBy(Account, { id: In([...ids]) });
    const contacts = new Map(rows.map(({ id, contact }) => [id, contact]));
    const accounts = await Promise.all(ids.map((id) => this.accounts.get(id)));
    return accounts.map((account) => ({ ...account, contact: contacts.get(account.id) ?? null }));
  }

  private async assignments(volunteerId: string): Promise<Assignments> {
    const rows = await this.transactions.manager.query<
      (Omit<Assignments[number], 'startAt' | 'endAt'> & { startAt: Date | null; endAt: Date | null })[]
    >(
      `SELECT part.plan_id AS "planId", plan.state AS "planState", part.activity_id AS "activityId", activity.title,
              part.role_id AS "roleId", held.start_at AS "startAt", held.end_at AS "endAt"
         FROM assignments AS part
         JOIN plans AS plan ON plan.id = part.plan_id
         LEFT JOIN activities AS activity ON activity.id = part.activity_id
         LEFT JOIN scheduled_activities AS held ON held.plan_id = part.plan_id AND held.activity_id = part.activity_id
        WHERE part.volunteer_id = $1 ORDER BY held.start_at, part.plan_id, part.id`,
      [volunteerId],
    );
    return rows.map((row) => ({ ...row, startAt: iso(row.startAt), endAt: iso(row.endAt) }));
  }

  private async swaps(volunteerId: string): Promise<Swaps> {
    const rows = await this.transactions.manager.query<
      (Omit<Swaps[number], 'respondBy' | 'createdAt'> & { respondBy: Date; createdAt: Date })[]
    >(
      `SELECT swap.id, swap.duty_id AS "dutyId", swap.activity_id AS "activityId", duty.volunteer_id AS "fromVolunteerId",
              swap.to_volunteer_id AS "toVolunteerId", swap.state, swap.respond_by AS "respondBy", swap.created_at AS "createdAt"
         FROM swap_requests AS swap JOIN duties AS duty ON duty.id = swap.duty_id
        WHERE swap.to_volunteer_id = $1 OR duty.volunteer_id = $1 ORDER BY swap.created_at, swap.id`,
      [volunteerId],
    );
    return rows.map((row) => ({
      ...row,
      respondBy: row.respondBy.toISOString(),
      createdAt: row.createdAt.toISOString(),
    }));
  }

  private async expenses(accountIds: readonly string[]): Promise<Expenses> {
    const rows = await this.transactions.manager.query<
      (Omit<Expenses[number], 'createdAt' | 'amountFen'> & { createdAt: Date; amountFen: string })[]
    >(
      `SELECT id, donation_id AS "donationId", activity_id AS "activityId", amount_fen AS "amountFen", description, state,
              CASE WHEN requested_by = ANY($1) THEN 'asked' ELSE 'decided' END AS role, created_at AS "createdAt"
         FROM expenses WHERE requested_by = ANY($1) OR decided_by = ANY($1) ORDER BY created_at, id`,
      [accountIds.map((id) => `account:${id}`)],
    );
    return rows.map(({ amountFen, createdAt, ...row }) => ({
      ...row,
      amountFen: Number(amountFen),
      createdAt: createdAt.toISOString(),
    }));
  }

  private async pins(volunteerId: string): Promise<PersonalData['pins']> {
    const pins = await this.transactions.manager.find(SeasonPin, {
      where: { volunteerId },
      order: { id: 'ASC' },
    });
    return pins.map(({ id, seasonId, activityId, type, reason }) => ({
      id,
      seasonId,
      activityId,
      type,
      reason,
    }));
  }

  private async changes(ids: readonly string[]): Promise<Changes> {
    const rows = await this.transactions.manager.query<(Omit<Changes[number], 'at'> & { at: Date })[]>(
      `SELECT at, action, entity_type AS "entityType", entity_id AS "entityId" FROM audit_entries
        WHERE entity_type IN ('Volunteer', 'Account') AND entity_id = ANY($1) ORDER BY id`,
      [ids],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}

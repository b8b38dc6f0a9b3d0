import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Belongings, governs } from '../../auth/index.js';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { Outbox, recipientOf } from '../../notifications/index.js';
import { Account, AccountsService } from '../accounts/index.js';
import { forgetHolder } from '../hours/index.js';
import { DutiesOfPerson } from '../duties/index.js';
import { VolunteerStore, type VolunteerValue } from '../volunteers/index.js';

/**
 * Takes away what is known of a person (PIPL, articles 15 and 47). What others rely on stays whole: plans, certificates,
 * hours and money name people by id, and the id stays, without a name.
 */
@Injectable()
export class ErasureService {
  private readonly volunteers = new VolunteerStore();

  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsService,
    private readonly belongings: Belongings,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    private readonly duties: DutiesOfPerson,
  ) {}

  async volunteer(id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      await manager.query('SELECT 1 FROM volunteers WHERE id = $1 FOR UPDATE', [id]);
      const [before] = await this.volunteers.values(manager, await this.volunteers.rows(manager, [id]));
      if (before === undefined) throw notFound('Volunteer', id);
      await this.duties.erase(manager, id);
      await this.volunteers.update(manager, [nobody(before)]);
      for (const account of await manager.findBy(Account, { volunteerId: id })) await this.release(account);
      await forgetHolder(manager, id);
      await forget(manager, 'Volunteer', id);
      await this.outbox.forget(manager, recipientOf('volunteer', id));
      await this.audit.record({ action: 'volunteer.erased', entityType: 'Volunteer', entityId: id });
    });
  }

  async account(id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      await forget(manager, 'Account', id);
      await this.accounts.erase(id);
    });
  }

  /** The person's account goes too, unless it also has to do with others: then it is no longer the volunteer's. */
  private async release({ id }: Account): Promise<void> {
    const { reach, principal } = currentContext();
    const owners = await this.belongings.ownersOf('account', id);
    const isOwn = principal?.kind === 'account' && principal.id === id;
    if (isOwn || (owners !== null && governs(reach, owners))) await this.account(id);
    else await this.accounts.unlinkVolunteer(id);
  }
}

/** The same id and community; all else as of somebody who has said nothing. */
const nobody = ({ id, communityId }: VolunteerValue): VolunteerValue => ({
  id,
  communityId,
  name: `—${randomBytes(4).toString('hex')}`,
  servesCommunityIds: [],
  ageClass: 'adult',
  guardianConsent: false,
  skillIds: [],
  qualifications: [],
  availability: [],
  limits: {},
  wishes: { kinds: [], activityIds: [], hostGroupIds: [], avoidActivityIds: [] },
  servedSeriesIds: [],
});

/** The book of changes keeps that something was changed, by whom and when; what it was is gone. So are kept answers. */
async function forget(manager: EntityManager, entityType: string, id: string): Promise<void> {
  await manager.query(
    `UPDATE audit_entries SET before = NULL, after = NULL WHERE entity_type = $1 AND entity_id = $2`,
    [entityType, id],
  );
  await manager.query(
    `DELETE FROM idempotency_keys WHERE position(to_json($1::text)::text IN response) > 0`,
    [id],
  );
}

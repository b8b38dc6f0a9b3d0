import { type AccountCreate, type AccountPatch, type AccountRead } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { newId, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { assertVersion, type IfMatchVersions } from '../../http/etag.js';
import { type Page, type PageQuery, paginate } from '../../http/pages.js';
import { accountViewOf } from './account-view.js';
import { Account, AccountMembership } from './account.entity.js';
import { RefreshToken } from './credential.entity.js';
import { hashPassword } from './passwords.js';

/** What of an account the book of changes may not repeat. */
const PERSONAL = ['login', 'displayName', 'contact', 'oidcSubject'];

/** Accounts themselves: made, changed, closed. What they may do is told by their memberships. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  async get(id: string): Promise<AccountRead> {
    const { manager } = this.transactions;
    const [account] = await this.read(manager, await manager.findBy(Account, { id }));
    if (account === undefined) throw notFound('Account', id);
    return account;
  }

  async list(query: PageQuery): Promise<Page<AccountRead>> {
    const { manager } = this.transactions;
    const page = await paginate(manager.createQueryBuilder(Account, 'account'), query);
    return { ...page, items: await this.read(manager, page.items) };
  }

  /** Undefined: nobody has that login. */
  async named(login: string): Promise<Account | undefined> {
    return (await this.transactions.manager.findOneBy(Account, { login })) ?? undefined;
  }

  async create(body: AccountCreate): Promise<string> {
    const { login, language, displayName = login, password } = body;
    const passwordHash = password === undefined ? null : await hashPassword(password);
    const id = newId();
    const links = linksOf(body);
    await this.transactions.run(async (manager) => {
      const taken = await manager.existsBy(Account, { login });
      if (taken) throw new AppError('ALREADY_EXISTS', `There is an account ${login} already`);
      const contact = body.contact ?? null;
      await manager.insert(Account, {
        id,
        login,
        displayName,
        language,
        state: 'active',
        contact,
        oidcSubject: null,
        passwordHash,
        ...links,
      });
      await this.audit.record({
        action: 'account.created',
        entityType: 'Account',
        entityId: id,
        after: { login, displayName, language, contact, ...links },
        personal: PERSONAL,
      });
    });
    return id;
  }

  async patch(id: string, ifMatch: IfMatchVersions, patch: AccountPatch): Promise<AccountRead> {
    await this.transactions.run(async (manager) => {
      const account = await this.locked(manager, id);
      assertVersion(account, ifMatch);
      const members = Object.keys(patch) as (keyof AccountPatch)[];
      const changed = members.filter((member) => account[member] !== patch[member]);
      if (changed.length === 0) return;
      const before = Object.fromEntries(changed.map((member) => [member, account[member]]));
      const after = Object.fromEntries(changed.map((member) => [member, patch[member]]));
      if (patch.state === 'disabled') await refuseLastAdmin(manager, id);
      Object.assign(account, after);
      await manager.save(account);
      if (account.state !== 'active') await revokeAll(manager, id);
      await this.audit.record({
        action: 'account.changed',
        entityType: 'Account',
        entityId: id,
        before,
        after,
        personal: PERSONAL,
      });
    });
    return this.get(id);
  }

  /** A new password signs out everywhere, but for the session that sets it. */
  async setPassword(id: string, password: string, keptSession = ''): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.transactions.run(async (manager) => {
      const account = await this.locked(manager, id);
      Object.assign(account, { passwordHash, failedAttempts: 0, lockedUntil: null });
      await manager.save(account);
      await revokeAll(manager, id, keptSession);
      await this.audit.record({ action: 'account.password-set', entityType: 'Account', entityId: id });
    });
  }

  /** The account no longer belongs to the volunteer that it was of. */
  async unlinkVolunteer(id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const account = await this.locked(manager, id);
      const before = { volunteerId: account.volunteerId };
      account.volunteerId = null;
      await manager.save(account);
      await this.audit.record({
        action: 'account.changed',
        entityType: 'Account',
        entityId: id,
        before,
        after: { volunteerId: null },
      });
    });
  }

  /** What is known of a person is taken away; what the person did stays, under a number that means nobody. */
  async erase(id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const account = await this.locked(manager, id);
      await refuseLastAdmin(manager, id);
      Object.assign(account, {
        login: `erased-${id}`.toLowerCase(),
        displayName: '',
        state: 'erased',
        contact: null,
        oidcSubject: null,
        passwordHash: null,
        volunteerId: null,
        partnerUnitId: null,
      });
      await manager.save(account);
      const held = await manager.findBy(AccountMembership, { accountId: id });
      await manager.delete(AccountMembership, { accountId: id });
      await manager.delete(RefreshToken, { accountId: id });
      await manager.query('DELETE FROM one_time_codes WHERE account_id = $1', [id]);
      await this.audit.record({
        action: 'account.erased',
        entityType: 'Account',
        entityId: id,
        before: { memberships: held.map(({ organizationId, role }) => ({ organizationId, role })) },
        after: { state: 'erased', memberships: [] },
      });
    });
  }

  private async locked(manager: EntityManager, id: string): Promise<Account> {
    const account = await manager.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (account === null || account.state === 'erased') throw notFound('Account', id);
    return account;
  }

  private async read(manager: EntityManager, accounts: readonly Account[]): Promise<AccountRead[]> {
    const ids = accounts.map(({ id }) => id);
    const memberships = await manager.find(AccountMembership, {
      where: { accountId: In(ids) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const protectedBy = await manager.find(Account, {
      select: { id: true },
      where: { id: In(ids), passwordHash: Not(IsNull()) },
    });
    const withPassword = new Set(protectedBy.map(({ id }) => id));
    return accounts.map((account) =>
      accountViewOf(
        account,
        memberships.filter(({ accountId }) => accountId === account.id),
        withPassword.has(account.id),
      ),
    );
  }
}

const linksOf = ({ volunteerId, partnerUnitId }: Pick<AccountCreate, 'volunteerId' | 'partnerUnitId'>) => ({
  volunteerId: volunteerId ?? null,
  partnerUnitId: partnerUnitId ?? null,
});

async function revokeAll(manager: EntityManager, accountId: string, except = ''): Promise<void> {
  await manager.query(
    'UPDATE refresh_tokens SET revoked_at = now() WHERE account_id = $1 AND family <> $2 AND revoked_at IS NULL',
    [accountId, except],
  );
}

/** The platform keeps an admin who can sign in. Two who leave at once wait for each other. */
export async function refuseLastAdmin(manager: EntityManager, accountId: string): Promise<void> {
  const admins = await manager.query<{ id: string }[]>(
    `SELECT account.id FROM accounts AS account JOIN memberships AS membership ON membership.account_id = account.id
      WHERE membership.organization_id IS NULL AND account.state = 'active' ORDER BY account.id FOR UPDATE OF membership`,
  );
  if (admins.length === 1 && admins[0]?.id === accountId) {
    throw new AppError('STATE_CONFLICT', 'This is the last admin of the platform', { detail: 'last_admin' });
  }
}

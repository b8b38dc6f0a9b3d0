import { type AccountCreate, type MemberRead } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { type Role } from '../../auth/index.js';
import { newId, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { translate } from '../../i18n/index.js';
import { Organization } from '../organizations/index.js';
import { type Account, AccountMembership } from './account.entity.js';
import { AccountsService, refuseLastAdmin } from './accounts.service.js';
import { LinkRights } from './link-rights.js';

/** Who has which role in an organization, or, where that is null, on the platform. */
@Injectable()
export class MembersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsService,
    private readonly links: LinkRights,
    private readonly audit: AuditService,
  ) {}

  async list(organizationId: string | null): Promise<{ items: MemberRead[] }> {
    const { manager } = this.transactions;
    if (organizationId !== null && !(await manager.existsBy(Organization, { id: organizationId })))
      throw notFound('Organization', organizationId);
    const rows = await manager.find(AccountMembership, {
      where: { organizationId: organizationId ?? IsNull() },
      relations: { account: true },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return { items: rows.flatMap(viewOf) };
  }

  /** Gives a role to an account, which is made where nobody has that login yet. */
  async add(organizationId: string | null, role: Role, body: AccountCreate): Promise<MemberRead> {
    await this.links.assert(body);
    const id = newId();
    await this.transactions.run(async (manager) => {
      if (organizationId !== null && !(await manager.existsBy(Organization, { id: organizationId })))
        throw notFound('Organization', organizationId);
      const held = await this.accounts.named(body.login);
      if (held !== undefined) refuseOtherFields(held, body);
      const accountId = held?.id ?? (await this.accounts.create(body));
      const has = await manager.existsBy(AccountMembership, {
        accountId,
        role,
        organizationId: organizationId ?? IsNull(),
      });
      if (has) throw new AppError('ALREADY_EXISTS', `${body.login} has the role ${role} already`);
      await manager.insert(AccountMembership, { id, accountId, organizationId, role });
      await this.audit.record({
        action: 'membership.created',
        entityType: 'Membership',
        entityId: id,
        after: { accountId, organizationId, role },
      });
    });
    const { items } = await this.list(organizationId);
    const made = items.find((one) => one.id === id);
    if (made === undefined) throw new Error(`Membership ${id} was made and is not there`);
    return made;
  }

  async remove(organizationId: string | null, id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const held = await manager.findOneBy(AccountMembership, {
        id,
        organizationId: organizationId ?? IsNull(),
      });
      if (held === null) throw notFound('Membership', id);
      const { accountId, role } = held;
      if (organizationId === null) await refuseLastAdmin(manager, accountId);
      await manager.delete(AccountMembership, { id });
      await this.audit.record({
        action: 'membership.deleted',
        entityType: 'Membership',
        entityId: id,
        before: { accountId, organizationId, role },
      });
    });
  }
}

/** Whoever gives an account a role does not thereby change it. */
function refuseOtherFields({ login }: Account, body: AccountCreate): void {
  const others = (['displayName', 'password', 'contact', 'volunteerId', 'partnerUnitId'] as const).filter(
    (field) => body[field] !== undefined,
  );
  if (others.length === 0) return;
  throw new AppError('ALREADY_EXISTS', `There is an account ${login} already`, {
    detail: 'account_taken',
    params: { login },
    faults: others.map((field) => ({
      pointer: `/${field}`,
      code: 'account_taken',
      message: translate(currentContext().language, 'accounts.onlyNewLogin'),
    })),
  });
}

function viewOf({
  id,
  account,
  accountId,
  organizationId,
  role,
  createdAt,
}: AccountMembership): MemberRead[] {
  if (account === undefined) return [];
  const { login, displayName, state } = account;
  return [
    { id, accountId, login, displayName, state, organizationId, role, createdAt: createdAt.toISOString() },
  ];
}

import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import {
  type AccountPrincipal,
  Credentials,
  type CredentialReader,
  type KeyPrincipal,
  type Role,
} from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { sha256 } from './sessions.service.js';

interface AccountRow {
  readonly volunteer_id: string | null;
  readonly partner_unit_id: string | null;
  readonly organization_id: string | null;
  readonly community_id: string | null;
  readonly role: Role | null;
}

interface KeyRow {
  readonly id: string;
  readonly organization_id: string;
  readonly community_id: string;
  readonly role: Role;
}

/** Who stands behind a credential: looked up for every request, so that what is taken away is gone at once. */
@Injectable()
export class Principals implements CredentialReader, OnModuleInit {
  private readonly logger = new Logger('Accounts');

  constructor(
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    this.credentials.use(this);
    if (this.config.auth === 'open' || this.config.apiToken !== null) return;
    const [first] = await this.transactions.manager.query<object[]>('SELECT 1 FROM accounts LIMIT 1');
    if (first === undefined)
      this.logger.warn(
        'Nobody can sign in yet: `heli account create --login NAME --role admin` makes the first account',
      );
  }

  async account(accountId: string, sessionId: string): Promise<AccountPrincipal | null> {
    const rows = await this.transactions.manager.query<AccountRow[]>(
      `SELECT account.volunteer_id, account.partner_unit_id, membership.organization_id, organization.community_id,
              membership.role
         FROM accounts AS account
         LEFT JOIN memberships AS membership ON membership.account_id = account.id
         LEFT JOIN organizations AS organization ON organization.id = membership.organization_id
        WHERE account.id = $1 AND account.state = 'active'
          AND EXISTS (SELECT 1 FROM refresh_tokens AS link
                       WHERE link.family = $2 AND link.account_id = account.id AND link.revoked_at IS NULL
                         AND link.rotated_at IS NULL AND link.expires_at > now())`,
      [accountId, sessionId],
    );
    const [first] = rows;
    if (first === undefined) return null;
    return {
      kind: 'account',
      id: accountId,
      sessionId,
      memberships: rows.flatMap(({ organization_id: organizationId, community_id: communityId, role }) =>
        role === null ? [] : [{ organizationId, communityId, role }],
      ),
      volunteerId: first.volunteer_id,
      partnerUnitId: first.partner_unit_id,
    };
  }

  async key(key: string): Promise<KeyPrincipal | null> {
    const { manager } = this.transactions;
    const digest = sha256(key);
    const [row] = await manager.query<KeyRow[]>(
      `SELECT held.id, held.organization_id, organization.community_id, held.role
         FROM api_keys AS held JOIN organizations AS organization ON organization.id = held.organization_id
        WHERE held.sha256 = $1 AND held.revoked_at IS NULL AND held.expires_at > now()`,
      [digest],
    );
    if (row === undefined) return null;
    // To the minute is enough, and does not turn every read into a write.
    await manager.query(
      `UPDATE api_keys SET last_used_at = now()
        WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [row.id],
    );
    const { organization_id: organizationId, community_id: communityId, role } = row;
    return { kind: 'key', id: row.id, memberships: [{ organizationId, communityId, role }] };
  }
}

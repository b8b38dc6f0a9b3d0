import { randomBytes } from 'node:crypto';
import { type ApiKeyCreate, type ApiKeyRead } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { KEY_MARK } from '../../auth/index.js';
import { newId, Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { Organization } from '../organizations/index.js';
import { ApiKey } from './credential.entity.js';
import { sha256 } from './sessions.service.js';

const PREFIX_BYTES = 5;
const SECRET_BYTES = 32;
const DAY = 24 * 60 * 60 * 1000;

/** Credentials of machines: one role in one organization, for a time. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  async list(organizationId: string): Promise<{ items: ApiKeyRead[] }> {
    const rows = await this.transactions.manager.find(ApiKey, {
      where: { organizationId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return { items: rows.map(viewOf) };
  }

  /** The key is in this answer and nowhere else. */
  async create(
    organizationId: string,
    { name, role, days }: ApiKeyCreate,
  ): Promise<ApiKeyRead & { key: string }> {
    const prefix = `${KEY_MARK}${randomBytes(PREFIX_BYTES).toString('hex')}`;
    const key = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const id = newId();
    return this.transactions.run(async (manager) => {
      if (!(await manager.existsBy(Organization, { id: organizationId })))
        throw notFound('Organization', organizationId);
      const expiresAt = new Date(Date.now() + days * DAY);
      const row = { id, name, prefix, organizationId, role, expiresAt };
      await manager.insert(ApiKey, { ...row, sha256: sha256(key) });
      await this.audit.record({
        action: 'api-key.created',
        entityType: 'ApiKey',
        entityId: id,
        after: { ...row, expiresAt: expiresAt.toISOString() },
      });
      return { ...viewOf(await manager.findOneByOrFail(ApiKey, { id })), key };
    });
  }

  async revoke(organizationId: string, id: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const key = await manager.findOneBy(ApiKey, { id, organizationId });
      if (key === null) throw notFound('ApiKey', id);
      if (key.revokedAt !== null) return;
      await manager.update(ApiKey, { id }, { revokedAt: new Date() });
      const { name, prefix, role } = key;
      await this.audit.record({
        action: 'api-key.revoked',
        entityType: 'ApiKey',
        entityId: id,
        before: { name, prefix, organizationId, role },
      });
    });
  }
}

function viewOf(key: ApiKey): ApiKeyRead {
  const { id, name, prefix, organizationId, role } = key;
  return {
    id,
    name,
    prefix,
    organizationId,
    // Volunteers and partners are people: a key never has their roles, see the check of the table.
    role: role as ApiKeyRead['role'],
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}

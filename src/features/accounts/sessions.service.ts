import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { AccessTokens } from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { rowsOf, Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { RefreshToken } from './credential.entity.js';

const TOKEN_BYTES = 32;
const DAY = 24 * 60 * 60 * 1000;

/** What a caller keeps after a sign-in or a refresh. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds of the access token. */
  readonly expiresIn: number;
  readonly refreshExpiresAt: Date;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Chains of refresh tokens: each is good once, and one that is shown twice ends its chain. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly tokens: AccessTokens,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  /** A new chain, or with `family` the next link of one. */
  async open(accountId: string, family: string = randomUUID()): Promise<SessionTokens> {
    const { manager } = this.transactions;
    const refreshToken = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = new Date(Date.now() + this.config.sessionDays * DAY);
    await manager.insert(RefreshToken, { sha256: sha256(refreshToken), accountId, family, expiresAt });
    await manager.query('DELETE FROM refresh_tokens WHERE account_id = $1 AND expires_at < now()', [
      accountId,
    ]);
    const accessToken = await this.tokens.issue({ accountId, sessionId: family });
    return { accessToken, refreshToken, expiresIn: this.tokens.lifetime, refreshExpiresAt: expiresAt };
  }

  /** @throws AppError SESSION_OVER for what is unknown, over, revoked, or shown a second time */
  async refresh(refreshToken: string): Promise<SessionTokens> {
    const key = sha256(refreshToken);
    const tokens = await this.transactions.run(async (manager) => {
      const [link] = await rowsOf<{ account_id: string; family: string }>(
        manager,
        `UPDATE refresh_tokens SET rotated_at = now()
          WHERE sha256 = $1 AND rotated_at IS NULL AND revoked_at IS NULL AND expires_at > now()
            AND EXISTS (SELECT 1 FROM accounts WHERE id = account_id AND state = 'active')
      RETURNING account_id, family`,
        [key],
      );
      if (link) return this.open(link.account_id, link.family);
      // The owner and a thief cannot both have used it by right; which of them comes second is not known.
      const known = await manager.findOneBy(RefreshToken, { sha256: key });
      if (known?.rotatedAt != null && known.revokedAt === null) {
        await this.end(known.family);
        await this.audit.record({
          action: 'session.replayed',
          entityType: 'Account',
          entityId: known.accountId,
        });
      }
      return undefined;
    });
    if (tokens === undefined) throw new AppError('SESSION_OVER', 'The refresh token is not good any more');
    return tokens;
  }

  /** Ends the chain that a refresh token belongs to; one that nobody knows is as good as ended. */
  async endBy(refreshToken: string): Promise<void> {
    const known = await this.transactions.manager.findOneBy(RefreshToken, { sha256: sha256(refreshToken) });
    if (known !== null) await this.end(known.family);
  }

  async end(family: string): Promise<void> {
    await this.transactions.manager.query(
      'UPDATE refresh_tokens SET revoked_at = now() WHERE family = $1 AND revoked_at IS NULL',
      [family],
    );
  }
}

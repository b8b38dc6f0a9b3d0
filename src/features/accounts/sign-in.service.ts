import { randomInt, randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { AccessTokens } from '../../auth/index.js';
import { rowsOf, Transactions } from '../../database/index.js';
import { AppError, messageOf } from '../../errors/index.js';
import { nameActor } from '../../http/context.js';
import { type Language } from '../../i18n/index.js';
import { Account } from './account.entity.js';
import { CODE_SENDER, type CodeSender } from './code-sender.js';
import { waitAfter, WAITS } from './lock-out.js';
import { isPassword } from './passwords.js';
import { SessionsService, type SessionTokens } from './sessions.service.js';

const CODE_DIGITS = 6;
const CODE_ATTEMPTS = 5;
const CODE_MINUTES = 10;
/** Nobody is sent one code after the other. */
const CODE_PAUSE_SECONDS = 60;

interface Claimed {
  readonly id: string;
  readonly password_hash: string | null;
  readonly failed_attempts: number;
}

/** Ways to prove who one is. Whatever is wrong, the answer is the same. */
@Injectable()
export class SignInService {
  private readonly logger = new Logger(SignInService.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly audit: AuditService,
    @Inject(CODE_SENDER) private readonly sender: CodeSender,
  ) {}

  async byPassword(login: string, password: string): Promise<SessionTokens> {
    return this.admit(await this.prove(login, password), 'password');
  }

  /** Whether somebody knows the password of an account; counts as an attempt to sign in. */
  async confirm(accountId: string, password: string): Promise<void> {
    const { login } = await this.transactions.manager.findOneByOrFail(Account, { id: accountId });
    await this.forgive(await this.prove(login, password));
  }

  /** Sends a code to where the account says. Nobody learns whether there is one: neither by the answer nor by its time. */
  sendCode(login: string): void {
    this.deliverCode(login).catch((error: unknown) =>
      this.logger.error(`A one-time code was not sent: ${messageOf(error)}`),
    );
  }

  async byCode(login: string, code: string): Promise<SessionTokens> {
    const account = await this.claim(login);
    const held = account === undefined ? undefined : await this.tryCode(account.id);
    const right = this.tokens.isSeal(`code ${account?.id ?? ''}`, code, held?.seal ?? '');
    if (account === undefined || held === undefined || !right) throw await this.wrong(account);
    // Of two who show it at once one is let in.
    const used = await rowsOf(
      this.transactions.manager,
      'DELETE FROM one_time_codes WHERE id = $1 RETURNING id',
      [held.id],
    );
    if (used.length === 0) throw await this.wrong(account);
    return this.admit(account.id, 'code');
  }

  /** For somebody whom another provider has vouched for. */
  async bySubject(oidcSubject: string): Promise<SessionTokens> {
    const account = await this.transactions.manager.findOneBy(Account, { oidcSubject, state: 'active' });
    if (account === null)
      throw new AppError('CREDENTIALS_WRONG', 'No account is connected with that of the provider');
    return this.admit(account.id, 'oidc');
  }

  /**
   * Counts an attempt before it is looked at, so that a thousand at once are no more than one after the other.
   * Undefined: nobody has that name, or has to wait.
   */
  private async claim(login: string): Promise<Claimed | undefined> {
    const [account] = await rowsOf<Claimed>(
      this.transactions.manager,
      `UPDATE accounts SET failed_attempts = failed_attempts + 1,
              locked_until = now() + ($2::int[])[least(failed_attempts + 1, cardinality($2::int[]))] * interval '1 second'
        WHERE login = $1 AND state = 'active' AND (locked_until IS NULL OR locked_until <= now())
    RETURNING id, password_hash, failed_attempts`,
      [login, WAITS],
    );
    return account;
  }

  /** The account whose password it is. */
  private async prove(login: string, password: string): Promise<string> {
    const account = await this.claim(login);
    const right = await isPassword(account?.password_hash, password);
    if (account === undefined || !right) throw await this.wrong(account);
    return account.id;
  }

  private async wrong(account: Claimed | undefined): Promise<AppError> {
    if (account !== undefined && waitAfter(account.failed_attempts) > 0) {
      await this.audit.record({
        action: 'account.locked',
        entityType: 'Account',
        entityId: account.id,
        after: { failedAttempts: account.failed_attempts },
      });
    }
    return new AppError('CREDENTIALS_WRONG', 'The sign-in is refused');
  }

  private async forgive(accountId: string): Promise<void> {
    await this.transactions.manager.query(
      'UPDATE accounts SET failed_attempts = 0, locked_until = NULL WHERE id = $1',
      [accountId],
    );
  }

  private admit(accountId: string, by: string): Promise<SessionTokens> {
    nameActor(`account:${accountId}`);
    return this.transactions.run(async () => {
      await this.forgive(accountId);
      await this.audit.record({
        action: 'account.signed-in',
        entityType: 'Account',
        entityId: accountId,
        after: { by },
      });
      return this.sessions.open(accountId);
    });
  }

  private async tryCode(accountId: string): Promise<{ id: string; seal: string } | undefined> {
    const [code] = await rowsOf<{ id: string; seal: string }>(
      this.transactions.manager,
      `UPDATE one_time_codes SET attempts = attempts + 1
        WHERE account_id = $1 AND attempts < $2 AND expires_at > now() RETURNING id, seal`,
      [accountId, CODE_ATTEMPTS],
    );
    return code;
  }

  private async deliverCode(login: string): Promise<void> {
    const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
    const { manager } = this.transactions;
    const account = await manager.findOneBy(Account, { login, state: 'active' });
    if (account?.contact == null) return;
    const [made] = await rowsOf<{ expires_at: Date }>(
      manager,
      `INSERT INTO one_time_codes (id, account_id, seal, expires_at)
       VALUES ($1, $2, $3, now() + $4 * interval '1 minute')
       ON CONFLICT (account_id) DO UPDATE
         SET id = excluded.id, seal = excluded.seal, expires_at = excluded.expires_at, attempts = 0, created_at = now()
         WHERE one_time_codes.created_at < now() - $5 * interval '1 second'
       RETURNING expires_at`,
      [
        randomUUID(),
        account.id,
        this.tokens.seal(`code ${account.id}`, code),
        CODE_MINUTES,
        CODE_PAUSE_SECONDS,
      ],
    );
    if (made === undefined) return;
    const language: Language = account.language;
    await this.sender.send({ contact: account.contact, code, language, expiresAt: made.expires_at });
  }
}

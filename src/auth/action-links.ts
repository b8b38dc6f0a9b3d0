import { Injectable } from '@nestjs/common';
import { AppError } from '../errors/index.js';
import { AccessTokens } from './access-tokens.js';

const SECOND = 1000;

/**
 * Tokens that stand for one thing that whoever holds them may do: no log-in, no table. A token is
 * `subject.expiry.seal` in base64url, base 36 seconds since 1970, and base64url HMAC-SHA256 over purpose, subject and
 * expiry; what it is for is part of the seal, so that one of another purpose is worth nothing.
 */
@Injectable()
export class ActionLinks {
  constructor(private readonly tokens: AccessTokens) {}

  /**
   * @param purpose what may be done, e.g. `answer-duty`
   * @param subject what it is done to, e.g. the id of a duty
   */
  sign(purpose: string, subject: string, expiresAt: Date): string {
    const expiry = Math.ceil(expiresAt.getTime() / SECOND).toString(36);
    const name = Buffer.from(subject).toString('base64url');
    return `${name}.${expiry}.${this.tokens.seal(sealOf(purpose), `${name}.${expiry}`)}`;
  }

  /**
   * @param now epoch milliseconds
   * @returns the subject
   * @throws AppError LINK_INVALID, LINK_EXPIRED
   */
  read(purpose: string, token: string, now = Date.now()): string {
    const [name = '', expiry = '', seal = '', ...more] = token.split('.');
    const isOurs = more.length === 0 && this.tokens.isSeal(sealOf(purpose), `${name}.${expiry}`, seal);
    if (!isOurs) throw new AppError('LINK_INVALID', `A link for ${purpose} has no valid seal`);
    if (Number.parseInt(expiry, 36) * SECOND <= now)
      throw new AppError('LINK_EXPIRED', `A link for ${purpose} is over`);
    return Buffer.from(name, 'base64url').toString('utf8');
  }
}

const sealOf = (purpose: string): string => `action-link:${purpose}`;

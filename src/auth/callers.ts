import { Inject, Injectable } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { AppError } from '../errors/index.js';
import { AccessTokens } from './access-tokens.js';
import { Credentials, KEY_MARK } from './credentials.js';
import { OPERATOR, type Principal } from './principal.js';
import { sameSecret } from './same-secret.js';

/** Finds out who somebody is by what they show. */
@Injectable()
export class Callers {
  constructor(
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    private readonly tokens: AccessTokens,
    private readonly credentials: Credentials,
  ) {}

  /**
   * @param shown access token, key of a machine or the operator's; undefined: nothing
   * @throws AppError UNAUTHENTICATED where the credential is missing, over or not ours
   */
  async identify(shown: string | undefined): Promise<Principal> {
    const { apiToken, auth } = this.config;
    if (apiToken !== null && shown !== undefined && sameSecret(shown, apiToken)) return OPERATOR;
    if (auth === 'open') {
      if (apiToken === null) return OPERATOR;
      throw unauthenticated();
    }
    if (shown === undefined) throw unauthenticated();
    const principal = shown.startsWith(KEY_MARK)
      ? await this.credentials.now.key(shown)
      : await this.holder(shown);
    if (principal === null) throw unauthenticated();
    return principal;
  }

  private async holder(token: string): Promise<Principal | null> {
    const claims = await this.tokens.read(token);
    return claims === null ? null : this.credentials.now.account(claims.accountId, claims.sessionId);
  }
}

const unauthenticated = (): AppError =>
  new AppError('UNAUTHENTICATED', 'The access token is missing or wrong');

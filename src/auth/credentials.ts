import { Injectable } from '@nestjs/common';
import { type AccountPrincipal, type KeyPrincipal } from './principal.js';

/** What every key of a machine begins with. */
export const KEY_MARK = 'heli_';

/** Who stands behind a credential now; null: nobody any more. */
export interface CredentialReader {
  account(accountId: string, sessionId: string): Promise<AccountPrincipal | null>;
  key(key: string): Promise<KeyPrincipal | null>;
}

/** The feature that keeps accounts tells here how they are found; the guard asks, and knows no feature. */
@Injectable()
export class Credentials {
  private reader: CredentialReader | undefined;

  use(reader: CredentialReader): void {
    this.reader = reader;
  }

  get now(): CredentialReader {
    if (this.reader === undefined) throw new Error('Nobody keeps accounts');
    return this.reader;
  }
}

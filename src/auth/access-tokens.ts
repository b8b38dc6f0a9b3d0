import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { authSecret } from './secret.js';

const ISSUER = 'heli';
const AUDIENCE = 'heli-api';
const ALGORITHM = 'HS256';

export interface AccessClaims {
  readonly accountId: string;
  readonly sessionId: string;
}

/** Short tokens that say who calls. What the caller may do is looked up anew for every request. */
@Injectable()
export class AccessTokens {
  private secret: Uint8Array | undefined;

  constructor(@Inject(HELI_CONFIG) private readonly config: HeliConfig) {}

  /** Seconds that a token is good for. */
  get lifetime(): number {
    return this.config.accessTokenSeconds;
  }

  /** Called at start: who cannot keep a secret does not serve. */
  open(): void {
    this.secret ??= authSecret(this.config);
  }

  async issue({ accountId, sessionId }: AccessClaims): Promise<string> {
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
      .setSubject(accountId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${this.lifetime}s`)
      .sign(this.key);
  }

  /** Null: over, altered, signed by somebody else, or no token at all. */
  async read(token: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [ALGORITHM],
        typ: 'at+jwt',
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      });
      const { sub, sid } = payload;
      return sub !== undefined && typeof sid === 'string' ? { accountId: sub, sessionId: sid } : null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  /** A keyed digest for what is too short to be kept as a plain one: one-time codes. */
  seal(purpose: string, text: string): string {
    return createHmac('sha256', this.key).update(`${purpose}\n${text}`).digest('base64url');
  }

  /** Whether a seal is that of the text; takes the same time whatever was sent. */
  isSeal(purpose: string, text: string, seal: string): boolean {
    const [right, given] = [Buffer.from(this.seal(purpose, text)), Buffer.from(seal)];
    return right.length === given.length && timingSafeEqual(right, given);
  }

  private get key(): Uint8Array {
    this.open();
    if (this.secret === undefined) throw new Error('The secret of access tokens is not open');
    return this.secret;
  }
}

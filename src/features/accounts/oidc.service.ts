import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  type Configuration,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { HELI_CONFIG, type HeliConfig, isLoopback } from '../../config/index.js';
import { AppError } from '../../errors/index.js';

/** What the browser keeps between going to the provider and coming back. */
export interface OidcErrand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Signing in with another provider: authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0). */
@Injectable()
export class OidcService {
  private provider: Promise<Configuration> | undefined;

  constructor(@Inject(HELI_CONFIG) private readonly config: HeliConfig) {}

  /** Where to send the browser, and what it has to bring back. */
  async begin(): Promise<{ readonly url: string; readonly errand: OidcErrand }> {
    const { redirectUrl } = this.settings;
    const errand = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(await this.discovered(), {
      redirect_uri: redirectUrl,
      scope: 'openid',
      state: errand.state,
      nonce: errand.nonce,
      code_challenge: await calculatePKCECodeChallenge(errand.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, errand };
  }

  /** `issuer|subject` of whoever the provider vouches for. */
  async finish(query: string, { state, nonce, verifier }: OidcErrand): Promise<string> {
    const url = new URL(this.settings.redirectUrl);
    url.search = query;
    const provider = await this.discovered();
    try {
      const tokens = await authorizationCodeGrant(provider, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('The provider sent no identity token');
      return `${claims.iss}|${claims.sub}`;
    } catch (cause) {
      throw new AppError('CREDENTIALS_WRONG', 'The provider vouches for nobody', { cause });
    }
  }

  private get settings() {
    const { oidc } = this.config;
    if (oidc === null)
      throw new AppError('NOT_FOUND', 'No OpenID Connect provider is set up', { detail: 'oidc_off' });
    return oidc;
  }

  /** Asked once; a provider that cannot be reached is asked again with the next sign-in. */
  private discovered(): Promise<Configuration> {
    this.provider ??= this.discover().catch((cause: unknown) => {
      this.provider = undefined;
      throw new AppError('PROVIDER_UNAVAILABLE', 'The OpenID Connect provider does not answer', { cause });
    });
    return this.provider;
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    return discovery(
      url,
      clientId,
      undefined,
      ClientSecretPost(clientSecret),
      // Without TLS only a provider on this machine, e.g. behind a tunnel, or in a test. Its author calls it deprecated to warn.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      isLoopback(url.hostname) && url.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {},
    );
  }
}

import { tokenAnswer, type TokenAnswer } from '@heli/contracts';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { AccessTokens } from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { AppError } from '../../errors/index.js';
import { Operation, pathPrefixOf } from '../../http/index.js';
import { OidcService } from './oidc.service.js';
import { cookieOf, isSecure, keepInCookie } from './refresh-cookie.js';
import { SignInService } from './sign-in.service.js';

const COOKIE = 'heli_oidc';
const MINUTES = 10;

const errandKept = z.tuple([z.string(), z.string(), z.string(), z.number()]);

/** Signing in with an OpenID Connect provider, where one is set up. */
@ApiTags('access')
@Controller('api/v1/auth/oidc')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly signIns: SignInService,
    private readonly tokens: AccessTokens,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  /** As browsers see it: below the prefix of a reverse proxy. */
  private get path(): string {
    return `${pathPrefixOf(this.config.publicUrl)}/api/v1/auth/oidc`;
  }

  @Get('start')
  @Operation('startOidc', 'Go to the OpenID Connect provider to sign in: answers 302 to its page', {
    302: { 'text/html': { type: 'string' } },
  })
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { url, errand } = await this.oidc.begin();
    const until = Date.now() + MINUTES * 60_000;
    const kept = JSON.stringify([errand.state, errand.nonce, errand.verifier, until]);
    const text = Buffer.from(kept).toString('base64url');
    response.cookie(COOKIE, `${text}.${this.tokens.seal('oidc', text)}`, {
      httpOnly: true,
      // The way back is a link from another site: Strict would leave the cookie at home.
      sameSite: 'lax',
      secure: isSecure(request, this.config),
      path: this.path,
      maxAge: MINUTES * 60_000,
    });
    response.redirect(302, url);
  }

  @Get('callback')
  @Operation(
    'finishOidc',
    'Come back from the provider: tokens, the refresh token in its cookie; browsers are led on to the console',
    { 200: tokenAnswer, 303: { 'text/html': { type: 'string' } } },
  )
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const errand = this.errandOf(request);
    response.clearCookie(COOKIE, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure(request, this.config),
      path: this.path,
    });
    const [, query = ''] = request.originalUrl.split('?', 2);
    const subject = await this.oidc.finish(query, errand);
    const session = await this.signIns.bySubject(subject);
    keepInCookie(request, response, session, this.config);
    if ((request.headers.accept ?? '').includes('text/html')) {
      response.redirect(303, `${pathPrefixOf(this.config.publicUrl)}/?signed-in`);
      return;
    }
    const answer: TokenAnswer = {
      accessToken: session.accessToken,
      tokenType: 'Bearer',
      expiresIn: session.expiresIn,
    };
    response.json(answer);
  }

  /** @throws AppError CREDENTIALS_WRONG where this browser did not set out from here, or long ago */
  private errandOf(request: Request): { state: string; nonce: string; verifier: string } {
    const [text = '', seal = ''] = (cookieOf(request, COOKIE) ?? '').split('.', 2);
    if (!this.tokens.isSeal('oidc', text, seal))
      throw new AppError('CREDENTIALS_WRONG', 'The sign-in did not begin in this browser');
    const parsed = errandKept.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    const [state, nonce, verifier, until] = parsed;
    if (until < Date.now()) throw new AppError('CREDENTIALS_WRONG', 'The sign-in began too long ago');
    return { state, nonce, verifier };
  }
}

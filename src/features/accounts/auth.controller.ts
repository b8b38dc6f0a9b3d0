import {
  codeBody,
  codeSent,
  codeSignInBody,
  refreshBody,
  signInBody,
  type SignInBody,
  tokenAnswer,
  type TokenAnswer,
} from '@heli/contracts';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { AppError } from '../../errors/index.js';
import { nameSchemas, Operation, Unrepeatable } from '../../http/index.js';
import { forgetCookie, keepInCookie, refreshCookie } from './refresh-cookie.js';
import { SessionsService, type SessionTokens } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

nameSchemas({
  SignIn: signInBody,
  CodeRequest: codeBody,
  CodeSignIn: codeSignInBody,
  Refresh: refreshBody,
  Tokens: tokenAnswer,
});

/** Signing in and out. */
@ApiTags('access')
@Unrepeatable()
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  @Operation('signIn', 'Sign in with a password', { 200: tokenAnswer })
  async signIn(
    @Body({ schema: signInBody }) { login, password, cookie }: SignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenAnswer> {
    return this.answer(await this.signIns.byPassword(login, password), cookie, request, response);
  }

  @Post('codes')
  @HttpCode(202)
  @Operation('sendCode', 'Have a one-time code sent to where the account says', { 202: codeSent })
  sendCode(@Body({ schema: codeBody }) { login }: z.infer<typeof codeBody>): { status: 'accepted' } {
    this.signIns.sendCode(login);
    return { status: 'accepted' };
  }

  @Post('codes/sign-in')
  @HttpCode(200)
  @Operation('signInByCode', 'Sign in with a one-time code', { 200: tokenAnswer })
  async signInByCode(
    @Body({ schema: codeSignInBody }) { login, code, cookie }: z.infer<typeof codeSignInBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenAnswer> {
    return this.answer(await this.signIns.byCode(login, code), cookie, request, response);
  }

  @Post('refresh')
  @HttpCode(200)
  @Operation(
    'refreshTokens',
    'Take new tokens for a refresh token, which is then used up',
    { 200: tokenAnswer },
    'A refresh token that is shown a second time ends the whole session. From the cookie it is taken only with the header `X-Heli-Csrf`.',
  )
  async refresh(
    @Body({ schema: refreshBody }) { refreshToken }: z.infer<typeof refreshBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenAnswer> {
    const token = refreshToken ?? refreshCookie(request);
    if (token === undefined) throw new AppError('SESSION_OVER', 'There is no refresh token');
    return this.answer(await this.sessions.refresh(token), refreshToken === undefined, request, response);
  }

  @Post('sign-out')
  @HttpCode(204)
  @Operation('signOut', 'End the session of a refresh token; its access tokens end with it', { 204: null })
  async signOut(
    @Body({ schema: refreshBody }) { refreshToken }: z.infer<typeof refreshBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const token = refreshToken ?? refreshCookie(request);
    if (token !== undefined) await this.sessions.endBy(token);
    forgetCookie(request, response, this.config);
  }

  private answer(tokens: SessionTokens, cookie: boolean, request: Request, response: Response): TokenAnswer {
    const { accessToken, expiresIn, refreshToken } = tokens;
    if (cookie) keepInCookie(request, response, tokens, this.config);
    return { accessToken, tokenType: 'Bearer', expiresIn, ...(cookie ? {} : { refreshToken }) };
  }
}

import { type Request, type Response } from 'express';
import { type HeliConfig } from '../../config/index.js';
import { AppError } from '../../errors/index.js';
import { pathPrefixOf } from '../../http/index.js';
import { type SessionTokens } from './sessions.service.js';

const NAME = 'heli_refresh';
/** As browsers see it: below the prefix of a reverse proxy. */
const pathOf = (config: HeliConfig): string => `${pathPrefixOf(config.publicUrl)}/api/v1/auth`;
/** A header that no form and no foreign page can send without asking first. */
export const CSRF_HEADER = 'x-heli-csrf';

/** Whether a cookie may travel through TLS only. */
export const isSecure = (request: Request, config: HeliConfig): boolean =>
  config.production || request.secure;

/** Browsers keep the refresh token where no script reads it, and send it only here and only from our own pages. */
export function keepInCookie(
  request: Request,
  response: Response,
  tokens: SessionTokens,
  config: HeliConfig,
): void {
  response.cookie(NAME, tokens.refreshToken, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(request, config),
    path: pathOf(config),
    expires: tokens.refreshExpiresAt,
  });
}

export function forgetCookie(request: Request, response: Response, config: HeliConfig): void {
  response.clearCookie(NAME, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(request, config),
    path: pathOf(config),
  });
}

/** A cookie of the request; values of ours hold no sign that would have to be escaped. */
export function cookieOf(request: Request, wanted: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === wanted)?.[1];
}

/** @throws AppError FORBIDDEN where the cookie came without the header that proves a page of ours */
export function refreshCookie(request: Request): string | undefined {
  const value = cookieOf(request, NAME);
  if (value === undefined) return undefined;
  if (request.header(CSRF_HEADER) === undefined)
    throw new AppError('FORBIDDEN', `The cookie needs the header ${CSRF_HEADER} beside it`, {
      detail: 'csrf_header',
      params: { header: CSRF_HEADER },
    });
  return value;
}

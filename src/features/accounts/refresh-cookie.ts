import { type Request, type Response } from 'express';
import { AppError } from '../../errors/index.js';
import { type SessionTokens } from './sessions.service.js';

const NAME = 'heli_refresh';
const PATH = '/api/v1/auth';
/** A header that no form and no foreign page can send without asking first. */
export const CSRF_HEADER = 'x-heli-csrf';

/** Browsers keep the refresh token where no script reads it, and send it only here and only from our own pages. */
export function keepInCookie(response: Response, tokens: SessionTokens, secure: boolean): void {
  response.cookie(NAME, tokens.refreshToken, {
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: PATH,
    expires: tokens.refreshExpiresAt,
  });
}

export function forgetCookie(response: Response, secure: boolean): void {
  response.clearCookie(NAME, { httpOnly: true, sameSite: 'strict', secure, path: PATH });
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

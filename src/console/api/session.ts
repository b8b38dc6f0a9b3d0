import { type TokenAnswer } from '@heli/contracts';
import { addressOf, offer } from './place';
import { ApiProblem, problemOf, Unreachable } from './problem';

/**
 * The access token lives in memory only; the refresh token in a cookie that no script reads. A mark in local storage says
 * that there may be one, so that nobody is asked for nothing.
 */
const MARK = 'heli.signed-in';
const EARLY_MS = 30_000;

// Whoever comes back from the organization's own sign-in has a cookie already.
if (new URLSearchParams(window.location.search).has('signed-in')) {
  localStorage.setItem(MARK, '1');
  window.history.replaceState(null, '', document.baseURI);
}

let token: string | null = null;
let endsAt = 0;
const listeners = new Set<() => void>();

export const hasSession = (): boolean => offer.auth === 'open' || localStorage.getItem(MARK) !== null;

/** Calls back when somebody signed in or out. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(answer: TokenAnswer): void {
  token = answer.accessToken;
  endsAt = Date.now() + answer.expiresIn * 1000 - EARLY_MS;
  localStorage.setItem(MARK, '1');
}

function forget(): void {
  token = null;
  endsAt = 0;
  localStorage.removeItem(MARK);
  listeners.forEach((listener) => listener());
}

async function post(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(addressOf(`api/v1/auth/${path}`), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-heli-csrf': '1',
        'accept-language': document.documentElement.lang,
      },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
}

async function refresh(): Promise<void> {
  // Refresh tokens are good once: tabs take turns.
  await navigator.locks.request('heli-refresh', async () => {
    if (token !== null && Date.now() < endsAt) return;
    const response = await post('refresh', {});
    if (response.ok) {
      keep((await response.json()) as TokenAnswer);
      return;
    }
    const problem = await problemOf(response);
    if (problem.status === 401 || problem.status === 403) forget();
    throw problem;
  });
}

let refreshing: Promise<void> | null = null;

/** The header that says who calls; null where nobody has to say so. */
export async function authorization(): Promise<string | null> {
  if (offer.auth === 'open') return null;
  if (token === null || Date.now() >= endsAt) {
    if (!hasSession()) return null;
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    await refreshing;
  }
  return token === null ? null : `Bearer ${token}`;
}

/** What was good is so no more, e.g. because the account was signed out elsewhere: the next call asks for a new token. */
export function doubt(): void {
  endsAt = 0;
}

async function enter(path: string, body: object): Promise<void> {
  const response = await post(path, { ...body, cookie: true });
  if (!response.ok) throw await problemOf(response);
  keep((await response.json()) as TokenAnswer);
  listeners.forEach((listener) => listener());
}

/** @throws ApiProblem CREDENTIALS_WRONG */
export const signIn = (login: string, password: string): Promise<void> =>
  enter('sign-in', { login, password });

export const signInByCode = (login: string, code: string): Promise<void> =>
  enter('codes/sign-in', { login, code });

export async function askForCode(login: string): Promise<void> {
  const response = await post('codes', { login });
  if (!response.ok) throw await problemOf(response);
}

export async function signOut(): Promise<void> {
  try {
    const response = await post('sign-out', {});
    if (!response.ok && response.status !== 401) throw await problemOf(response);
  } finally {
    forget();
  }
}

export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

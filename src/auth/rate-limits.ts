import { isIPv6 } from 'node:net';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type HeliConfig } from '../config/index.js';
import { AppError } from '../errors/index.js';

const SECONDS = 60;
/** Addresses at which guessing pays. */
const GUESSABLE = /^(?:\/api\/v1\/(?:auth\/|me\/password)|\/certificates\/)/i;
const COUNTED = /^\/(?:api|certificates|admin)\//i;

/** Whoever has an IPv6 address has a whole network of them: its first four groups stand for the caller. */
export function callerOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const gap = plain.includes('::') ? Array<string>(8 - groups.length - last.length).fill('0') : [];
  return [...groups, ...gap, ...last].slice(0, 4).join(':');
}

/**
 * Requests that one address may send in a minute, and of these, attempts to sign in; counted by each process. Where
 * everything is open, whoever runs the service is not counted.
 */
export function rateLimits(config: Pick<HeliConfig, 'auth' | 'rateLimit' | 'signInLimit'>): RequestHandler {
  const all = new RateLimiterMemory({ keyPrefix: 'all', points: config.rateLimit, duration: SECONDS });
  const attempts = new RateLimiterMemory({
    keyPrefix: 'sign-in',
    points: config.signInLimit,
    duration: SECONDS,
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (config.auth === 'open' || !COUNTED.test(request.path)) {
      next();
      return;
    }
    const limiters = GUESSABLE.test(request.path) ? [all, attempts] : [all];
    const caller = callerOf(request.ip ?? '');
    Promise.all(limiters.map((limiter) => consume(limiter, caller))).then(
      (waits) => {
        const wait = Math.max(...waits);
        if (wait === 0) {
          next();
          return;
        }
        response.setHeader('retry-after', String(wait));
        next(new AppError('TOO_MANY_REQUESTS', `The caller has to wait ${wait} seconds`));
      },
      (error: unknown) => next(error),
    );
  };
}

/** Seconds to wait; 0: go on. */
async function consume(limiter: RateLimiterAbstract, caller: string): Promise<number> {
  try {
    await limiter.consume(caller);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

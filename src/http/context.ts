import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { type NextFunction, type Request, type Response } from 'express';
import { type Language, DEFAULT_LANGUAGE, negotiateLanguage } from '../i18n/index.js';

/** What is known of the caller while a request (or a job) is worked on. */
export interface RequestContext {
  readonly requestId: string;
  readonly language: Language;
  /** Who acts: `api` for the holder of the token, `system` for jobs. Never a personal name. */
  readonly actor: string;
}

const storage = new AsyncLocalStorage<RequestContext>();
const ACCEPTABLE_ID = /^[\w.:-]{1,100}$/;

export function currentContext(): RequestContext {
  return storage.getStore() ?? { requestId: 'none', language: DEFAULT_LANGUAGE, actor: 'system' };
}

export function withContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Gives every request an id and a language before anything else happens. */
export function contextMiddleware(request: Request, response: Response, next: NextFunction): void {
  const offered = request.header('x-request-id');
  const requestId = offered !== undefined && ACCEPTABLE_ID.test(offered) ? offered : randomUUID();
  const language = negotiateLanguage(request.header('accept-language'));
  response.setHeader('x-request-id', requestId);
  storage.run({ requestId, language, actor: 'api' }, next);
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { type NextFunction, type Request, type Response } from 'express';
import { actorOf, type Principal } from '../auth/principal.js';
import { NOWHERE, type Reach } from '../auth/reach.js';
import { readTraceParent } from '../tracing/tracing.js';
import { type Language, DEFAULT_LANGUAGE, negotiateLanguage } from '../i18n/index.js';

/** What is known of the caller while a request (or a job) is worked on. */
export interface RequestContext {
  readonly requestId: string;
  /** Of the trace that the request belongs to (W3C Trace Context), where it belongs to one. */
  readonly traceId?: string | undefined;
  /** Who goes on with the work of the request names this as its parent. */
  readonly traceParent?: string | undefined;
  readonly language: Language;
  /** Who acts: `account:…`, `key:…`, `operator`, `system` for jobs. Never a personal name. */
  readonly actor: string;
  /** Who calls, once that is known; undefined for jobs and where nobody has to sign in. */
  readonly principal?: Principal | undefined;
  /** What the caller's roles reach on this route; stores keep to it. */
  readonly reach: Reach;
}

const storage = new AsyncLocalStorage<RequestContext>();
const ACCEPTABLE_ID = /^[\w.:-]{1,100}$/;

export function currentContext(): RequestContext {
  return (
    storage.getStore() ?? {
      requestId: 'none',
      language: DEFAULT_LANGUAGE,
      actor: 'system',
      reach: 'everything',
    }
  );
}

export function withContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** From here on the request is that of somebody. */
export function actAs(principal: Principal, reach: Reach): void {
  const context = storage.getStore();
  if (context === undefined) throw new Error('There is no request to act in');
  Object.assign(context, { principal, reach, actor: actorOf(principal) });
}

/** Somebody is about to be let in: what follows is done by them. */
export function nameActor(actor: string): void {
  const context = storage.getStore();
  if (context !== undefined) Object.assign(context, { actor });
}

/** From here on the request is part of a trace, or of another span of it. */
export function continueTrace(traceParent: string | null): void {
  const context = storage.getStore();
  if (context !== undefined) Object.assign(context, traceOf(traceParent));
}

/** What a context says of a trace. */
export function traceOf(
  traceParent: string | null | undefined,
): Pick<RequestContext, 'traceId' | 'traceParent'> {
  const traceId = readTraceParent(traceParent)?.traceId;
  return traceId === undefined ? {} : { traceId, traceParent: traceParent ?? undefined };
}

/** Gives every request an id and a language before anything else happens. */
export function contextMiddleware(request: Request, response: Response, next: NextFunction): void {
  const offered = request.header('x-request-id');
  const requestId = offered !== undefined && ACCEPTABLE_ID.test(offered) ? offered : randomUUID();
  const trace = traceOf(request.header('traceparent'));
  const language = negotiateLanguage(request.header('accept-language'));
  response.setHeader('x-request-id', requestId);
  storage.run({ requestId, ...trace, language, actor: 'anyone', reach: NOWHERE }, next);
}

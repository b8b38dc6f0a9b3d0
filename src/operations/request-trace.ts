import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { continueTrace, routeTemplateOf } from '../http/index.js';
import { type Tracing } from '../tracing/index.js';

/** Probes and scrapes come every few seconds and tell nothing. */
const QUIET = /^\/(?:health\/|metrics$)/;

/** One span for each request: its route as the code has it and how it ended; no address, no id, nothing of the caller. */
export function requestTrace(tracing: Tracing): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!tracing.on || QUIET.test(request.path)) {
      next();
      return;
    }
    const { method } = request;
    const span = tracing.open(method, {
      kind: 'server',
      parent: request.header('traceparent') ?? null,
      facts: { 'http.request.method': method },
    });
    if (span.traceParent !== null) continueTrace(span.traceParent);
    response.once('close', () => {
      const route = routeTemplateOf(request);
      const { statusCode, writableFinished } = response;
      if (route !== null) {
        span.name(`${method} ${route}`);
        span.add({ 'http.route': route });
      }
      span.add({ 'http.response.status_code': statusCode });
      if (!writableFinished) span.end({ failure: 'hung-up' });
      else span.end(statusCode >= 500 ? { failure: String(statusCode) } : {});
    });
    next();
  };
}

import { Logger } from '@nestjs/common';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { routeTemplateOf } from '../http/index.js';
import { type Meters } from '../metrics/index.js';

/** Probes and scrapes come every few seconds and tell nothing. */
const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);
const NO_ROUTE = 'none';
/** Whoever asked hung up before the answer was out; the code is that of nginx. */
const HUNG_UP = 499;

export interface RequestRecord {
  readonly method: string;
  /** Never the address itself: ids, secrets of links and what was searched for stay out. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** One record and one measurement for each request that was answered or given up. */
export function requestLog(meters: Meters, { production }: { readonly production: boolean }): RequestHandler {
  const logger = new Logger('Request');
  return (request: Request, response: Response, next: NextFunction): void => {
    const begun = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const record: RequestRecord = {
        method: request.method,
        route: routeTemplateOf(request) ?? NO_ROUTE,
        status: response.writableFinished ? response.statusCode : HUNG_UP,
        durationMs: Math.round(seconds * 10_000) / 10,
      };
      if (!isStream(response)) meters.request(record.method, record.route, record.status, seconds);
      const line = `${record.method} ${record.route} ${record.status}`;
      if (production && !QUIET.has(record.route)) logger.log(line, record);
      else logger.debug(line, record);
    });
    next();
  };
}

/** Watchers of a run stay for as long as it takes: that is no time to answer. */
const isStream = (response: Response): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');

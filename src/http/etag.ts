import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { map, type Observable } from 'rxjs';
import { AppError } from '../errors/index.js';

/** Anything with an optimistic version. */
export interface Versioned {
  readonly version: number;
}

export const etagOf = ({ version }: Versioned): string => `"${version}"`;

/** The versions that `If-Match` allows; `*` allows any that exists. */
export type IfMatchVersions = readonly number[] | '*';

export function parseIfMatch(header: string | undefined): IfMatchVersions {
  if (header === undefined || header.trim() === '') {
    throw new AppError('VERSION_REQUIRED', 'If-Match must name the version that the change is based on', {
      faults: [{ pointer: '', parameter: 'If-Match', code: 'header_missing', message: 'is missing' }],
    });
  }
  if (header.trim() === '*') return '*';
  return header
    .split(',')
    .map((tag) => /^\s*"(\d{1,9})"\s*$/.exec(tag)?.[1])
    .filter((version) => version !== undefined)
    .map(Number);
}

/** `@IfMatch() ifMatch: IfMatchVersions` — 428 when the header is missing. Pass it to `assertVersion` once the row is locked. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): IfMatchVersions =>
    parseIfMatch(context.switchToHttp().getRequest<Request>().header('if-match')),
  [documentIfMatch],
);

/** Whoever takes the header says so in the OpenAPI document. */
function documentIfMatch(target: object, method: string | symbol | undefined): void {
  if (method === undefined) return;
  const descriptor = Object.getOwnPropertyDescriptor(target, method);
  if (descriptor === undefined) return;
  ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'ETag of the version that was read; `*`: whatever it is',
  })(target, method, descriptor);
}

/** 412 unless the row still has a version that the caller has seen. */
export function assertVersion(row: Versioned, ifMatch: IfMatchVersions): void {
  if (ifMatch === '*' || ifMatch.includes(row.version)) return;
  throw new AppError('VERSION_MISMATCH', `It now has version ${row.version}`, {
    params: { version: row.version },
  });
}

function isVersioned(body: unknown): body is Versioned {
  return typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number';
}

/** Answers that show a `version` carry it as `ETag`; a GET that names it in `If-None-Match` is answered 304 by Express. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((body: unknown) => {
        if (isVersioned(body) && !response.headersSent) response.setHeader('etag', etagOf(body));
        return body;
      }),
    );
  }
}

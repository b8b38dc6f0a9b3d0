import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type EntityManager } from 'typeorm';
import { Transactions } from '../database/transactions.js';
import { AppError } from '../errors/index.js';
import { requestFingerprint } from './body.js';
import { currentContext } from './context.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

const WELL_FORMED = /^[\x21-\x7e]{1,255}$/;
const UNREPEATABLE = 'heli:unrepeatable';

/** A controller or route whose answer or body holds a secret: neither is kept, so that it cannot be asked twice. */
export const Unrepeatable = (): ClassDecorator & MethodDecorator => SetMetadata(UNREPEATABLE, true);

/** Headers of an answer that belong to it as much as its body. */
const KEPT_HEADERS = ['location', 'etag'] as const;

/**
 * POST with `Idempotency-Key`: the effect, the key and the answer are committed together, so a repeated request, even one
 * sent at the same moment or after a crash, has exactly one effect and gets the first answer again. A failed request
 * leaves no trace and may be repeated. Handlers join the transaction through `Transactions`.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly transactions: Transactions,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const key = request.header('idempotency-key');
    const secret = this.reflector.getAllAndOverride<boolean | undefined>(UNREPEATABLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (request.method !== 'POST' || key === undefined || secret === true) return next.handle();
    if (!WELL_FORMED.test(key)) {
      throw new AppError('VALIDATION_FAILED', 'The Idempotency-Key is not well formed', {
        faults: [
          {
            pointer: '',
            parameter: 'Idempotency-Key',
            code: 'key_malformed',
            message: 'must have 1 to 255 visible ASCII characters',
          },
        ],
      });
    }
    const response = http.getResponse<Response>();
    return from(
      this.once(key, request, response, () => lastValueFrom(next.handle(), { defaultValue: null })),
    );
  }

  private once(
    key: string,
    request: Request,
    response: Response,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    // Everybody has keys of their own: nobody is given the answer to somebody else.
    const { actor } = currentContext();
    const route = `${actor === 'operator' ? '' : `${actor} `}${request.method} ${request.path}`;
    const bodySha256 = requestFingerprint(request);
    return this.transactions.run(async (manager) => {
      if (!(await claim(manager, { key, route, bodySha256 }))) {
        return replay(await manager.findOneByOrFail(IdempotencyKey, { key, route }), bodySha256, response);
      }
      const body = await work();
      await manager.update(
        IdempotencyKey,
        { key, route },
        { response: body === null ? null : JSON.stringify(body), headers: keptHeaders(response) },
      );
      return body;
    });
  }
}

/** False when somebody else had the key first; waits while that somebody is still at work. */
async function claim(
  manager: EntityManager,
  row: Pick<IdempotencyKey, 'key' | 'route' | 'bodySha256'>,
): Promise<boolean> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(IdempotencyKey)
    .values(row)
    .orIgnore()
    .returning('key')
    .execute();
  return (inserted.raw as unknown[]).length > 0;
}

function replay(stored: IdempotencyKey, bodySha256: string, response: Response): unknown {
  if (stored.bodySha256 !== bodySha256) {
    throw new AppError('IDEMPOTENCY_KEY_REUSED', 'The Idempotency-Key was used for a different request');
  }
  Object.entries(stored.headers).forEach(([name, value]) => response.setHeader(name, value));
  response.setHeader('idempotency-replayed', 'true');
  return stored.response === null ? null : (JSON.parse(stored.response) as unknown);
}

function keptHeaders(response: Response): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.map((name) => [name, response.getHeader(name)]).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { AppError } from '../errors/index.js';

const OPEN_ROUTE = 'heli:open-route';

/** A controller or route that needs no token: health checks, feeds behind secret links. */
export const OpenRoute = (): ClassDecorator & MethodDecorator => SetMetadata(OPEN_ROUTE, true);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** With HELI_API_TOKEN set, every route asks for it that is not marked `@OpenRoute()`. */
@Injectable()
export class ApiTokenGuard implements CanActivate {
  private readonly expected: Buffer | null;

  constructor(
    @Inject(HELI_CONFIG) config: HeliConfig,
    private readonly reflector: Reflector,
  ) {
    this.expected = config.apiToken === null ? null : digest(config.apiToken);
  }

  canActivate(context: ExecutionContext): boolean {
    const open = this.reflector.getAllAndOverride<boolean | undefined>(OPEN_ROUTE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (this.expected === null || open === true) return true;
    const { headers } = context.switchToHttp().getRequest<Request>();
    const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    // Digests have one length, so the comparison takes the same time whatever was sent.
    if (given !== undefined && timingSafeEqual(digest(given), this.expected)) return true;
    throw new AppError('UNAUTHENTICATED', 'The access token is missing or wrong');
  }
}

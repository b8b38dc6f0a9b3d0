import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { RunStore } from './run-store.js';

/** Answers 404 while that is still possible: Nest sends the headers of an event stream before its handler is done. */
@Injectable()
export class RunExistsGuard implements CanActivate {
  constructor(private readonly store: RunStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context.switchToHttp().getRequest<Request<{ id: string }>>();
    await this.store.get(params.id);
    return true;
  }
}

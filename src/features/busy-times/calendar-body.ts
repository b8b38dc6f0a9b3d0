import { Injectable, type NestMiddleware } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';
import { acceptContentType, readBytes, rememberBody } from '../../http/index.js';

/** A busy person's ten years have less. */
const MOST_BYTES = 2 * 1024 * 1024;

acceptContentType(/^\/api\/v1\/volunteers\/[^/]+\/busy-times$/, /^text\/calendar$/);

/** Reads the calendar that was sent. */
@Injectable()
export class CalendarBodyMiddleware implements NestMiddleware {
  use(request: Request, _response: Response, next: NextFunction): void {
    readBytes(request, MOST_BYTES).then((bytes) => {
      rememberBody(request, bytes);
      request.body = bytes;
      next();
    }, next);
  }
}

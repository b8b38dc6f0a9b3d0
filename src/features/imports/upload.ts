import { Injectable, type NestMiddleware } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';
import { acceptContentType, readBytes, rememberBody } from '../../http/body.js';
import { currentContext } from '../../http/context.js';
import { FILE_LIMITS } from './file/limits.js';
import { unreadable } from './file/unreadable.js';

/** Of a form around a file. */
const FORM_BYTES = 64 * 1024;

const TABLE_TYPES =
  /^(?:text\/csv|text\/plain|text\/tab-separated-values|multipart\/form-data|application\/(?:octet-stream|csv|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet))$/;

/** Lets a route take tables; it also needs `UploadMiddleware`. */
export const acceptTables = (path: RegExp): void => acceptContentType(path, TABLE_TYPES);

acceptTables(/^\/api\/v1\/imports\//);

/** Reads the file of an import before the route, so that a repeated Idempotency-Key is compared with it. */
@Injectable()
export class UploadMiddleware implements NestMiddleware {
  use(request: Request, _response: Response, next: NextFunction): void {
    readBytes(request, FILE_LIMITS.bytes + FORM_BYTES).then((bytes) => {
      rememberBody(request, bytes);
      request.body = bytes;
      next();
    }, next);
  }
}

/** The file that was sent: as the body itself, or in the field `file` of a form. */
export function uploadedFile(request: Request): Buffer {
  const body: unknown = request.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const type = request.header('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return bytes;
  const { language } = currentContext();
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  if (!boundary) throw unreadable('not_multipart', language);
  const file = partNamed(bytes, boundary[1] ?? boundary[2] ?? '', 'file');
  if (!file) throw unreadable('multipart', language);
  return file;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/** Content of a field of a form (RFC 7578). */
function partNamed(form: Buffer, boundary: string, field: string): Buffer | undefined {
  const delimiter = Buffer.from(`--${boundary}`);
  for (let at = form.indexOf(delimiter); at >= 0;) {
    const start = at + delimiter.length;
    const end = form.indexOf(delimiter, start);
    if (end < 0) return undefined;
    const headersEnd = form.indexOf(HEADERS_END, start);
    if (headersEnd < 0) return undefined;
    const headers = form.toString('utf8', start, headersEnd);
    const name = /content-disposition:[^\r\n]*?;\s*name="?([^";\r\n]*)"?/i.exec(headers)?.[1];
    // A line break belongs to the delimiter that follows.
    if (name === field) return form.subarray(headersEnd + HEADERS_END.length, end - 2);
    at = end;
  }
  return undefined;
}

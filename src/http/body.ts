import { createHash } from 'node:crypto';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, isStorableText, unstorableText } from '../errors/index.js';

/** Raw bytes of a parsed body, kept for its fingerprint. */
const rawBodies = new WeakMap<object, Buffer>();

/** Reads JSON bodies up to the limit; everything that is wrong with one is told here, before any controller sees it. */
export function jsonBody(limitBytes: number): RequestHandler[] {
  const parse = express.json({
    limit: limitBytes,
    strict: true,
    type: ['application/json', 'application/*+json'],
    verify: (request, _response, bytes) => {
      rawBodies.set(request, bytes);
    },
  });
  return [refuseOtherContentTypes, parse, refuseUnstorableText];
}

/** Keeps what a route of its own reader has read, for its fingerprint. */
export function rememberBody(request: Request, bytes: Buffer): void {
  rawBodies.set(request, bytes);
}

/** A body that no parser has read yet, up to a limit. */
export async function readBytes(request: Request, limitBytes: number): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitBytes)
      throw new AppError('BODY_TOO_LARGE', `A file may have at most ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Content types that a route reads itself, by path; e.g. CSV files of an import. */
const ownReaders: { readonly path: RegExp; readonly types: RegExp }[] = [];

/** Lets a feature read other content types than JSON at its addresses; it then has to read the stream itself. */
export function acceptContentType(path: RegExp, types: RegExp): void {
  ownReaders.push({ path, types });
}

function refuseOtherContentTypes(request: Request, _response: Response, next: NextFunction): void {
  const length = request.header('content-length');
  const hasBody =
    request.header('transfer-encoding') !== undefined || (length !== undefined && length !== '0');
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = /^application\/(?:[\w.+-]+\+)?json$/.test(type);
  const isOwn = ownReaders.some((reader) => reader.path.test(request.path) && reader.types.test(type));
  if (!request.path.startsWith('/api/v1') || !hasBody || isJson || isOwn) {
    next();
    return;
  }
  next(
    new AppError('CONTENT_TYPE_UNSUPPORTED', `The content type ${type || '(none)'} is not application/json`),
  );
}

function refuseUnstorableText(request: Request, _response: Response, next: NextFunction): void {
  const faults = unstorableText(request.body);
  if (!isStorableText(safelyDecoded(request.url))) {
    faults.push({
      pointer: '',
      parameter: 'address',
      code: 'text_not_storable',
      message: 'contains a NUL character or half of a surrogate pair',
    });
  }
  next(
    faults.length > 0
      ? new AppError('TEXT_NOT_STORABLE', 'The request contains text that cannot be stored', { faults })
      : undefined,
  );
}

/** A malformed escape is refused by the router later; here only what it hides matters. */
function safelyDecoded(url: string): string {
  return url.replace(/%00/g, '\u0000');
}

/** SHA-256 of what was asked, for comparing a repeated request with the first: the query (`dryRun=true`) and the body. */
export function requestFingerprint(request: Request): string {
  const bytes = rawBodies.get(request) ?? Buffer.from(JSON.stringify(request.body ?? null));
  const [, query = ''] = request.originalUrl.split('?', 2);
  const asked = [...new URLSearchParams(query)].sort();
  return createHash('sha256')
    .update(asked.length === 0 ? '' : JSON.stringify(asked))
    .update(bytes)
    .digest('hex');
}

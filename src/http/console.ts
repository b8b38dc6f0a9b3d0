import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type INestApplication } from '@nestjs/common';
import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { codeOf } from '../errors/index.js';
import { escaped } from './html.js';

/** What the sign-in page of the console has to know; read by src/console/api/place.ts. */
export interface ConsoleOffer {
  readonly auth: 'open' | 'accounts';
  /** Whether an OpenID Connect provider is set up. */
  readonly oidc: boolean;
  /** Made-up people of a demo. */
  readonly demo: readonly DemoSignIn[];
}

export interface DemoSignIn {
  readonly login: string;
  readonly password: string;
  readonly role: string;
}

/** First steps of addresses that are the service's own; every other page is the console's. */
const SERVICE = new Set(['api', 'health', 'feeds', 'answers', 'certificates', 'metrics', 'admin']);
/** Names in here carry a hash of what they hold. */
const HASHED = '/assets/';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.js', '.css', '.json', '.svg']);

/** Beside the compiled service, or in `dist` when the sources themselves run. */
function folderOf(): string | null {
  const places = ['../../console/', '../../dist/console/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}

interface Stored {
  readonly plain: Buffer;
  readonly type: string;
  br?: Buffer | undefined;
  gzip?: Buffer | undefined;
}

const squeeze = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const;

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '');

async function ifThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Files of the built console, kept in memory. The build has compressed most; the others are when first asked for so. */
class ConsoleFiles {
  private readonly known = new Map<string, Promise<Stored | null>>();

  constructor(private readonly folder: string) {}

  async find(path: string): Promise<Stored | null> {
    const file = normalize(join(this.folder, path));
    const type = TYPES[extname(file)];
    if (!file.startsWith(this.folder + (this.folder.endsWith(sep) ? '' : sep)) || type === undefined)
      return null;
    const found = this.known.get(file) ?? this.read(file, type);
    const stored = await found;
    // What is not there is not remembered: nobody fills the memory by asking.
    if (stored !== null) this.known.set(file, found);
    return stored;
  }

  private async read(file: string, type: string): Promise<Stored | null> {
    try {
      const [plain, br, squashed] = await Promise.all([
        readFile(file),
        ifThere(`${file}.br`),
        ifThere(`${file}.gz`),
      ]);
      return { plain, type, br, gzip: squashed };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}

async function sendFile(request: Request, response: Response, path: string, stored: Stored): Promise<void> {
  response.setHeader('content-type', stored.type);
  response.setHeader(
    'cache-control',
    path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
  );
  const accepted = COMPRESSED.has(extname(path))
    ? request.acceptsEncodings(['br', 'gzip', 'identity'])
    : 'identity';
  if (accepted !== 'br' && accepted !== 'gzip') {
    response.send(stored.plain);
    return;
  }
  const bytes = (stored[accepted] ??= await squeeze[accepted](stored.plain));
  response.setHeader('content-encoding', accepted);
  response.setHeader('vary', 'Accept-Encoding');
  response.send(bytes);
}

/** The one page of the console, told where it stands and how people sign in. */
function pageOf(folder: string, basePath: string, offer: ConsoleOffer): string {
  return readFileSync(join(folder, 'index.html'), 'utf8')
    .replace('<base href="/"', `<base href="${escaped(basePath)}/"`)
    .replace('name="heli" content="{}"', `name="heli" content="${escaped(JSON.stringify(offer))}"`);
}

const wantsPage = (request: Request): boolean => (request.headers.accept ?? '').includes('text/html');

const isService = (path: string): boolean => SERVICE.has(path.split('/')[1] ?? '');

/**
 * Serves the console at `/`: its files, and for every address that is not the service's own its page, which finds its way
 * by itself. `basePath` is the prefix under which a reverse proxy shows the service, '' for none. Where the console was
 * not built there is none.
 */
export function serveConsole(app: INestApplication, basePath: string, offer: ConsoleOffer): void {
  const folder = folderOf();
  if (folder === null) return;
  const files = new ConsoleFiles(folder);
  const page = pageOf(folder, basePath, offer);
  const serve: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || isService(request.path)) {
      next();
      return;
    }
    files
      .find(request.path)
      .then(async (stored) => {
        if (stored !== null) await sendFile(request, response, request.path, stored);
        else if (wantsPage(request)) {
          response.setHeader('content-type', 'text/html; charset=utf-8');
          response.setHeader('cache-control', 'no-cache');
          response.send(page);
        } else next();
      })
      .catch(next);
  };
  app.use(serve);
}

/** The path of an address without a slash at its end: '' or '/heli'. */
export const pathPrefixOf = (publicUrl: string): string =>
  new URL(publicUrl).pathname.replace(/(?<!\/)\/+$/, '');

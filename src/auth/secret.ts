import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HeliConfig } from '../config/index.js';
import { AppError, codeOf } from '../errors/index.js';

const FILE = 'auth-secret';
const BYTES = 48;

/** The secret that access tokens are signed with: HELI_AUTH_SECRET, else one that is made once and kept in the data folder. */
export function authSecret(config: Pick<HeliConfig, 'authSecret' | 'dataDir'>): Uint8Array {
  if (config.authSecret !== null) return new TextEncoder().encode(config.authSecret);
  const path = join(config.dataDir, FILE);
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(draft, randomBytes(BYTES).toString('base64url'), { flag: 'wx', mode: 0o600 });
    // Of several processes that start at once one gives it its name; the others find it, and whole.
    linkSync(draft, path);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST')
      throw new AppError(
        'CONFIG_INVALID',
        `HELI_AUTH_SECRET is not set, and none can be kept in ${path}: set it to at least 32 characters by chance, the same for all processes`,
        { cause },
      );
  } finally {
    rmSync(draft, { force: true });
  }
  const text = readFileSync(path, 'utf8').trim();
  if (text.length < 32)
    throw new AppError('CONFIG_INVALID', `${path} holds no secret; delete the file, and a new one is made`);
  return new TextEncoder().encode(text);
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { signInsOf } from '../../src/cli/showcase/cast.js';
import { ServiceClient } from '../../src/cli/showcase/service-client.js';
import { freePort, startEmbedded } from '../../src/database/index.js';
import { BUILT, hasRedis, startApiProcess, startRedis, startWorkerProcess } from '../support/processes.js';

/** A whole service with the demo's life in it: PostgreSQL, Redis where it is installed, one API and one worker. */
export interface Site {
  readonly address: string;
  readonly operatorKey: string;
  /** As somebody of the demo's cast. */
  readonly signIn: (login: string) => Promise<string>;
  readonly databaseUrl: string;
  readonly queue: 'Redis' | 'PostgreSQL';
  readonly end: () => Promise<void>;
}

const MANY = '1000000';
const NUDGE_MS = 1_000;

/** Lets `heli demo --serve` fill the folder, once; answers the password of its people. */
function filled(dataDir: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [join(BUILT, 'cli.js'), 'demo', '--serve', '--json', '--port', '0', '--data-dir', dataDir];
    const child = spawn(process.execPath, [...args, '--out', join(dataDir, 'out')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    let nudge: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      // The first signal may still find it busy with its last words, so that only another ends it.
      if (text.trimEnd().endsWith('\n}')) nudge ??= setInterval(() => child.kill('SIGTERM'), NUDGE_MS);
    });
    child.once('error', reject);
    child.once('close', () => {
      clearInterval(nudge);
      const password = /"password": "([^"]+)"/.exec(text)?.[1];
      if (password === undefined) reject(new Error(`The demo was not filled:\n${text}`));
      else resolve(password);
    });
  });
}

/** @param dataDir an empty folder, or one of an earlier call */
export async function openSite(dataDir: string): Promise<Site> {
  const password = await filled(dataDir);
  const closers: (() => Promise<unknown>)[] = [];
  const end = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const database = await startEmbedded({ dataDir: join(dataDir, 'console') });
    closers.push(database.stop);
    const redis = hasRedis() ? await startRedis() : undefined;
    if (redis !== undefined) closers.push(redis.end);
    const operatorKey = randomBytes(24).toString('base64url');
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const env = {
      DATABASE_URL: database.url,
      HELI_AUTH: 'accounts',
      HELI_AUTH_SECRET: randomBytes(36).toString('base64url'),
      HELI_API_TOKEN: operatorKey,
      HELI_PORT: String(port),
      HELI_LOG_LEVEL: 'warn',
      HELI_RATE_LIMIT: MANY,
      HELI_SIGN_IN_LIMIT: MANY,
      HELI_ACCESS_TOKEN_SECONDS: '3600',
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    };
    const api = await startApiProcess(env, 'api', BUILT);
    closers.push(() => api.end('SIGTERM'));
    const worker = await startWorkerProcess({ ...env, HELI_LOG_LEVEL: 'log' }, BUILT);
    closers.push(() => worker.end('SIGTERM'));
    const nobody = new ServiceClient(address, null);
    const known = new Set(signInsOf(password).map(({ login }) => login));
    return {
      address,
      operatorKey,
      signIn: async (login) => {
        if (!known.has(login)) throw new Error(`nobody of the demo is called ${login}`);
        return (await nobody.post<{ accessToken: string }>('auth/sign-in', { login, password })).accessToken;
      },
      databaseUrl: database.url,
      queue: redis === undefined ? 'PostgreSQL' : 'Redis',
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

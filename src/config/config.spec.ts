import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, SETTINGS } from './config.js';
import { SECRETS } from './secret-files.js';

describe('settings', () => {
  it('work without any: everything at home, on this machine only', () => {
    const config = loadConfig({ DATABASE_URL: '', REDIS_URL: '' });
    expect(config).toMatchObject({ databaseUrl: null, redisUrl: null, host: '127.0.0.1', port: 3000 });
    expect(config.dataDir.endsWith('.heli')).toBe(true);
  });

  it('tell all faults at once, in words', () => {
    const faulty = {
      DATABASE_URL: 'mysql://x',
      HELI_PORT: '99999',
      HELI_API_TOKEN: 'short',
      HELI_LOG_LEVEL: 'loud',
    };
    for (const name of Object.keys(faulty)) expect(() => loadConfig(faulty)).toThrow(name);
  });

  it('are listed in docs/settings.md, but for those of tests', () => {
    const text = readFileSync('docs/settings.md', 'utf8');
    const unlisted = SETTINGS.filter((name) => !text.includes(`| \`${name}\``));
    expect(unlisted).toEqual(['HELI_THREADS', 'HELI_TEST_STEP_DELAY_MS']);
  });

  it('let nobody in unasked where others could reach the service', () => {
    const auth = (env: Record<string, string>) => loadConfig(env).auth;
    const given = 'postgres://heli@db/heli';
    expect(auth({})).toBe('open');
    expect(auth({ NODE_ENV: 'production' })).toBe('accounts');
    expect(auth({ HELI_HOST: '0.0.0.0' })).toBe('accounts');
    expect(auth({ DATABASE_URL: given, HELI_HOST: '0.0.0.0' })).toBe('accounts');
    expect(auth({ DATABASE_URL: given, HELI_AUTH: 'open' })).toBe('open');
    for (const HELI_HOST of ['0.0.0.0', '10.1.2.3', '::', 'heli.example.org'])
      expect(() => auth({ DATABASE_URL: given, HELI_AUTH: 'open', HELI_HOST })).toThrow('HELI_AUTH');
    for (const HELI_HOST of ['localhost', '127.9.9.9', '::1'])
      expect(auth({ DATABASE_URL: given, HELI_AUTH: 'open', HELI_HOST })).toBe('open');
  });

  it.each([
    'a'.repeat(64),
    'change-me-change-me-change-me-please',
    'abcdefgh'.repeat(5),
    `my secret is ${'x9K'.repeat(9)}`,
  ])('refuse the weak secret %s in production', (HELI_AUTH_SECRET) => {
    expect(() => loadConfig({ NODE_ENV: 'production', HELI_AUTH_SECRET })).toThrow('HELI_AUTH_SECRET');
  });

  it.each([
    ['HELI_API_TOKEN', 'a'.repeat(20)],
    ['HELI_API_TOKEN', 'change-me-please-now'],
    ['DATABASE_URL', 'postgres://heli:heli@db/heli'],
    ['DATABASE_URL', 'postgres://postgres:postgres@db/heli'],
    ['DATABASE_URL', 'postgres://heli:Passw0rd-password@db/heli'],
    ['DATABASE_URL', 'postgres://heli:x7Kq@db/heli'],
    ['REDIS_URL', 'redis://:redis@cache'],
  ])('refuse in production what is guessed first: %s=%s', (name, value) => {
    expect(() => loadConfig({ NODE_ENV: 'production', [name]: value })).toThrow(name);
    expect(() => loadConfig({ [name]: value })).not.toThrow();
  });

  it('take in production what chance made, and connections that need no password', () => {
    const env = {
      NODE_ENV: 'production',
      HELI_API_TOKEN: '0f3b9c51d27a48e6b1c4d90e',
      DATABASE_URL: 'postgres://heli:9d41c7e2b8@db/heli',
      REDIS_URL: 'redis://cache:6379',
    };
    expect(loadConfig(env)).toMatchObject({ redisUrl: env.REDIS_URL, apiToken: env.HELI_API_TOKEN });
  });

  describe('that are secrets', () => {
    let folder: string;
    const file = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'heli-secrets-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('may come from files, each of them, and docs/settings.md says so', () => {
      const text = readFileSync('docs/settings.md', 'utf8');
      for (const name of SECRETS) expect(text).toContain(`\`${name}_FILE\``);
      const config = loadConfig({
        HELI_API_TOKEN_FILE: file('token', '0f3b9c51d27a48e6b1c4d90e\n'),
        HELI_AUTH_SECRET_FILE: file('secret', `${'k7Qz'.repeat(9)}\r\n`),
        DATABASE_URL_FILE: file('database', 'postgres://heli:9d41c7e2b8@db/heli'),
      });
      expect(config).toMatchObject({
        apiToken: '0f3b9c51d27a48e6b1c4d90e',
        authSecret: 'k7Qz'.repeat(9),
        databaseUrl: 'postgres://heli:9d41c7e2b8@db/heli',
      });
    });

    it('are refused from files that are missing, empty, too large or beside another value, all at once', () => {
      const faulty = {
        HELI_API_TOKEN_FILE: join(folder, 'nowhere'),
        HELI_AUTH_SECRET_FILE: file('empty', '\n'),
        REDIS_URL_FILE: file('large', 'x'.repeat(70_000)),
        DATABASE_URL_FILE: file('twice', 'postgres://db/heli'),
        DATABASE_URL: 'postgres://db/other',
      };
      for (const name of Object.keys(faulty).filter((one) => one.endsWith('_FILE')))
        expect(() => loadConfig(faulty)).toThrow(name);
    });

    it('in files are held to the same rules', () => {
      const weak = file('weak', 'change-me-change-me-change-me-please');
      expect(() => loadConfig({ NODE_ENV: 'production', HELI_AUTH_SECRET_FILE: weak })).toThrow(
        'HELI_AUTH_SECRET: can be guessed',
      );
    });
  });

  it('name what OpenID Connect still misses', () => {
    const some = { HELI_OIDC_ISSUER: 'https://login.example.org', HELI_OIDC_CLIENT_ID: 'heli' };
    expect(() => loadConfig(some)).toThrow(/HELI_OIDC_CLIENT_SECRET.*\n.*HELI_OIDC_REDIRECT_URL/);
    expect(loadConfig({}).oidc).toBeNull();
  });

  it('refuse to slow down runs in production', () => {
    expect(() => loadConfig({ NODE_ENV: 'production', HELI_TEST_STEP_DELAY_MS: '10' })).toThrow(
      'HELI_TEST_STEP_DELAY_MS',
    );
  });
});

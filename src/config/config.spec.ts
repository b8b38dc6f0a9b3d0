import { readFileSync } from 'node:fs';
import { loadConfig, SETTINGS } from './config.js';

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

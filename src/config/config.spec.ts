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

  it('refuse to slow down runs in production', () => {
    expect(() => loadConfig({ NODE_ENV: 'production', HELI_TEST_STEP_DELAY_MS: '10' })).toThrow(
      'HELI_TEST_STEP_DELAY_MS',
    );
  });
});

import request from 'supertest';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../support/app.js';
import { heli } from '../support/heli.js';
import { CLOSED, PASSWORD } from '../support/two-towns.js';

describe('heli account create', () => {
  let service: TestApp;
  beforeAll(async () => {
    service = await startTestApp({ env: CLOSED });
  });
  afterAll(() => service.close());

  const create = (args: readonly string[], meanwhile: { stdin?: string; password?: string } = {}) =>
    heli(['account', 'create', ...args], {
      ...(meanwhile.stdin === undefined ? {} : { stdin: meanwhile.stdin }),
      env: {
        DATABASE_URL: service.database.url,
        ...(meanwhile.password === undefined ? {} : { HELI_PASSWORD: meanwhile.password }),
      },
    });
  const signIn = (login: string) =>
    request(service.server).post('/api/v1/auth/sign-in').send({ login, password: PASSWORD });

  it('makes the first admin, with a password of the environment or of a pipe, and says who did it', async () => {
    const first = await create(['--login', 'Li.Na', '--role', 'admin', '--json'], { password: PASSWORD });
    expect(JSON.parse(first.stdout)).toMatchObject({
      ok: true,
      login: 'li.na',
      organizationId: null,
      role: 'admin',
    });
    const second = await create(['--login', 'wang', '--role', 'admin'], { stdin: `${PASSWORD}\n` });
    expect([second.code, second.stdout]).toEqual([0, 'wang is now admin of the platform.\n']);
    for (const login of ['li.na', 'wang']) {
      const { body } = await signIn(login).expect(200);
      const { accessToken } = body as { accessToken: string };
      await request(service.server)
        .get('/api/v1/accounts')
        .set('authorization', `Bearer ${accessToken}`)
        .expect(200);
    }
    const actors = await service.app
      .get(DataSource)
      .query<{ actor: string }[]>(
        `SELECT DISTINCT actor FROM audit_entries WHERE action = 'account.created'`,
      );
    expect(actors).toEqual([{ actor: 'operator' }]);
    expect(first.stdout + first.stderr + second.stderr).not.toContain(PASSWORD);
  });

  it('refuses what cannot be, in words', async () => {
    const weak = await create(['--login', 'x', '--role', 'admin'], { password: 'short' });
    expect(weak.code).toBe(1);
    expect(weak.stderr).toMatch(/\/login/);
    expect(weak.stderr).toMatch(/\/password/);
    const nowhere = await create(['--login', 'zhao', '--role', 'council', '--lang', 'zh-CN'], {
      password: PASSWORD,
    });
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('--organization')]);
    const unknown = await create(['--login', 'zhao', '--role', 'council', '--organization', 'none'], {
      password: PASSWORD,
    });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('none')]);
    await signIn('zhao').expect(401);
  });
});

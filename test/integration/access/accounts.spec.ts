import { type Response } from 'supertest';
import { PASSWORD, TwoTowns } from '../../support/two-towns.js';

interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly before: object | null;
  readonly after: object | null;
}

describe('accounts, roles and keys', () => {
  let towns: TwoTowns;
  let admin: string;
  beforeAll(async () => {
    towns = await TwoTowns.start();
    admin = await towns.tokenOf('north-admin');
  });
  afterAll(() => towns.close());

  const codeOf = ({ body }: Response): string => (body as { code: string }).code;
  const idOf = async (login: string): Promise<string> => {
    const [row] = await towns.dataSource.query<{ id: string }[]>('SELECT id FROM accounts WHERE login = $1', [
      login,
    ]);
    return row?.id ?? '';
  };
  const entriesOf = (entityId: string) =>
    towns.dataSource.query<Entry[]>(
      'SELECT actor, action, before, after FROM audit_entries WHERE entity_id = $1 ORDER BY id',
      [entityId],
    );
  const patch = (token: string, id: string, changes: object) =>
    towns.as(token, 'patch', `accounts/${id}`).set('if-match', '*').send(changes);

  it('are kept by the admins of the organization, and every change says who made it and what was before', async () => {
    const { body } = await towns
      .as(admin, 'post', 'organizations/north-council/members')
      .send({
        login: 'zhang.wei',
        displayName: '张伟',
        role: 'coordinator',
        password: PASSWORD,
        contact: 'zw@example.org',
      })
      .expect(201);
    const { id, accountId } = body as { id: string; accountId: string };
    await patch(admin, accountId, { displayName: '张玮', language: 'en' }).expect(200);
    await towns.as(admin, 'delete', `organizations/north-council/members/${id}`).expect(204);
    const actor = `account:${await idOf('north-admin')}`;
    expect(await entriesOf(accountId)).toEqual([
      {
        actor,
        action: 'account.created',
        before: null,
        after: {
          login: '[personal]',
          displayName: '[personal]',
          contact: '[personal]',
          language: 'zh-CN',
          volunteerId: null,
          partnerUnitId: null,
        },
      },
      {
        actor,
        action: 'account.changed',
        before: { displayName: '[personal]', language: 'zh-CN' },
        after: { displayName: '[personal]', language: 'en' },
      },
    ]);
    const role = { accountId, organizationId: 'north-council', role: 'coordinator' };
    expect(await entriesOf(id)).toEqual([
      { actor, action: 'membership.created', before: null, after: role },
      { actor, action: 'membership.deleted', before: role, after: null },
    ]);
  });

  it('cannot be taken over by the admin of one of several organizations', async () => {
    const { accountId } = await towns.member('south', 'chen', 'council');
    await patch(admin, accountId, { displayName: '我' }).expect(404);
    await towns
      .as(admin, 'post', 'organizations/north-council/members')
      .send({ login: 'chen', role: 'volunteer' })
      .expect(201);
    await patch(admin, accountId, { displayName: '我' }).expect(403);
    await towns
      .as(admin, 'post', `accounts/${accountId}/password`)
      .send({ next: 'a taken over password' })
      .expect(403);
    await towns.as(admin, 'post', `accounts/${accountId}/erasure`).send({ confirm: accountId }).expect(403);
    const again = await towns
      .as(admin, 'post', 'organizations/north-council/members')
      .send({ login: 'chen', role: 'council', password: 'a taken over password' });
    expect([again.status, codeOf(again)]).toEqual([409, 'ALREADY_EXISTS']);
    await towns.signIn('chen').expect(200);
  });

  it('are not connected with people and partner units of others', async () => {
    const own = await idOf('north-council');
    const foreign = await patch(admin, own, { volunteerId: 'south-v1' });
    expect([foreign.status, codeOf(foreign)]).toEqual([422, 'REFERENCE_UNKNOWN']);
    await towns
      .as(admin, 'post', 'organizations/north-council/members')
      .send({ login: 'spy', role: 'volunteer', password: PASSWORD, volunteerId: 'south-v1' })
      .expect(422);
    await patch(admin, own, { partnerUnitId: 'south-shop' }).expect(422);
    await patch(admin, own, { volunteerId: 'north-v2' }).expect(200);
  });

  it('take no member that is not theirs to set', async () => {
    const own = await idOf('north-council');
    for (const changes of [
      { id: 'x' },
      { passwordHash: 'x' },
      { memberships: [] },
      { failedAttempts: 0 },
      { login: 'root' },
    ])
      await patch(admin, own, changes).expect(400);
    const council = await towns.tokenOf('north-council');
    await towns.as(council, 'patch', 'me').set('if-match', '*').send({ volunteerId: 'north-v1' }).expect(400);
    await towns
      .as(council, 'post', 'organizations/north-council/members')
      .send({ login: 'friend', role: 'admin' })
      .expect(403);
  });

  it('of one organization are not made admins of the platform, which keeps its last one', async () => {
    await towns.as(admin, 'post', 'platform/members').send({ login: 'north-admin' }).expect(403);
    const { body } = await towns
      .asOperator('post', 'platform/members')
      .send({ login: 'root', password: PASSWORD })
      .expect(201);
    const { id, accountId } = body as { id: string; accountId: string };
    const root = await towns.tokenOf('root');
    const refused = await towns.as(root, 'delete', `platform/members/${id}`).expect(409);
    expect((refused.body as { detail: string }).detail).toContain('last admin');
    await patch(root, accountId, { state: 'disabled' }).expect(409);
    await towns.as(root, 'post', `accounts/${accountId}/erasure`).send({ confirm: accountId }).expect(409);
    await towns.as(root, 'post', 'platform/members').send({ login: 'root2', password: PASSWORD }).expect(201);
    await towns.as(root, 'delete', `platform/members/${id}`).expect(204);
    await towns.as(root, 'get', 'accounts').expect(403);
  });

  it('of machines act in one organization with one role, until they are over', async () => {
    const made = await towns
      .as(admin, 'post', 'organizations/north-council/api-keys')
      .send({ name: '街道平台', role: 'auditor' })
      .expect(201);
    const { id, key, prefix } = made.body as { id: string; key: string; prefix: string };
    expect(key.startsWith(`${prefix}_`)).toBe(true);
    await towns.as(key, 'get', 'volunteers/north-v1').expect(200);
    await towns.as(key, 'get', 'volunteers/south-v1').expect(404);
    await towns.as(key, 'post', 'volunteers').send({ communityId: 'north-wangjing' }).expect(403);
    expect((await towns.as(key, 'get', 'me').expect(200)).body).toMatchObject({ kind: 'key', id });
    const listed = await towns.as(admin, 'get', 'organizations/north-council/api-keys').expect(200);
    expect(listed.text).not.toContain(key);
    expect(listed.body).toMatchObject({ items: [{ id, prefix, lastUsedAt: expect.any(String) }] });
    await towns.dataSource.query(`UPDATE api_keys SET expires_at = now() WHERE id = $1`, [id]);
    await towns.as(key, 'get', 'me').expect(401);
    await towns.dataSource.query(`UPDATE api_keys SET expires_at = now() + interval '1 day' WHERE id = $1`, [
      id,
    ]);
    await towns.as(key, 'get', 'me').expect(200);
    await towns
      .as(await towns.tokenOf('south-admin'), 'delete', `organizations/south-council/api-keys/${id}`)
      .expect(404);
    await towns.as(admin, 'delete', `organizations/north-council/api-keys/${id}`).expect(204);
    await towns.as(key, 'get', 'me').expect(401);
    const entries = await entriesOf(id);
    expect(entries.map(({ action }) => action)).toEqual(['api-key.created', 'api-key.revoked']);
    expect(JSON.stringify(entries)).not.toContain(key.slice(prefix.length));
  });

  it('have idempotency keys of their own', async () => {
    const add = (token: string) =>
      towns.as(token, 'post', 'skills').set('idempotency-key', 'once').send({ name: '书法' });
    const first = await add(admin).expect(201);
    const replayed = await add(admin).expect(201);
    expect((replayed.body as { id: string }).id).toBe((first.body as { id: string }).id);
    const other = await add(await towns.tokenOf('south-admin')).expect(201);
    expect((other.body as { id: string }).id).not.toBe((first.body as { id: string }).id);
  });
});

describe('too many requests', () => {
  it('of one address are told to wait, and attempts to sign in sooner than others', async () => {
    const towns = await TwoTowns.start({ HELI_SIGN_IN_LIMIT: '3', HELI_RATE_LIMIT: '60' });
    try {
      const tries = [];
      for (let attempt = 0; attempt < 4; attempt++) tries.push(await towns.signIn('nobody', 'wrong'));
      expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
      expect(codeOf429(tries.at(-1))).toBe('TOO_MANY_REQUESTS');
      expect(Number(tries.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
      await towns.asOperator('get', 'skills').expect(200);
      const many = await Promise.all(Array.from({ length: 60 }, () => towns.asOperator('get', 'skills')));
      expect(many.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
      await towns.as(null, 'get', '/health/live').expect(200);
    } finally {
      await towns.close();
    }
  });
});

const codeOf429 = (response: Response | undefined): unknown =>
  (response?.body as { code?: string } | undefined)?.code;

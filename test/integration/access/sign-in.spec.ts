import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { type Response } from 'supertest';
import { testDataDir } from '../../support/database.js';
import { CLOSED, PASSWORD, TwoTowns } from '../../support/two-towns.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

describe('signing in', () => {
  let towns: TwoTowns;
  beforeAll(async () => {
    towns = await TwoTowns.start();
  });
  afterAll(() => towns.close());

  const me = (token: string) => towns.as(token, 'get', 'me');
  const refresh = (refreshToken: string) => towns.as(null, 'post', 'auth/refresh').send({ refreshToken });
  const tokensOf = ({ body }: Response): Tokens => body as Tokens;
  const codeOf = ({ body }: Response): string => (body as { code: string }).code;
  const accountOf = async (login: string) => {
    const [row] = await towns.dataSource.query<{ id: string; failed_attempts: number; locked: boolean }[]>(
      'SELECT id, failed_attempts, locked_until > now() AS locked FROM accounts WHERE login = $1',
      [login],
    );
    if (row === undefined) throw new Error(`nobody is called ${login}`);
    return row;
  };
  /** As if the wait were over. */
  const wait = (login: string) =>
    towns.dataSource.query('UPDATE accounts SET locked_until = now() WHERE login = $1', [login]);

  describe('with a password', () => {
    it('gives a token that says who calls', async () => {
      const { body } = await me(await towns.tokenOf('North-Council')).expect(200);
      expect(body).toMatchObject({
        kind: 'account',
        login: 'north-council',
        memberships: [{ organizationId: 'north-council', role: 'council' }],
      });
    });

    it('keeps neither password nor token where it could be read back', async () => {
      const tokens = tokensOf(await towns.signIn('north-council').expect(200));
      const { rows } = (
        await towns.dataSource.query(
          `SELECT json_build_object('rows', json_agg(line)) AS rows FROM (
           SELECT row_to_json(accounts)::text AS line FROM accounts UNION ALL
           SELECT row_to_json(refresh_tokens)::text FROM refresh_tokens UNION ALL
           SELECT row_to_json(audit_entries)::text FROM audit_entries UNION ALL
           SELECT row_to_json(idempotency_keys)::text FROM idempotency_keys) AS lines`,
        )
      )[0] as { rows: object };
      const kept = JSON.stringify(rows);
      expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
      for (const secret of [PASSWORD, tokens.accessToken, tokens.refreshToken])
        expect(kept).not.toContain(secret);
    });

    it('answers a wrong password, an unknown name, a closed account and one without password alike', async () => {
      await towns.member('north', 'no-password', 'council', { password: undefined });
      await towns.member('north', 'closed', 'council');
      const closed = await accountOf('closed');
      await towns
        .asOperator('patch', `accounts/${closed.id}`)
        .set('if-match', '*')
        .send({ state: 'disabled' })
        .expect(200);
      const answers = await Promise.all([
        towns.signIn('north-council', 'not the password'),
        towns.signIn('nobody-at-all'),
        towns.signIn('closed'),
        towns.signIn('no-password'),
      ]);
      const told = answers.map(({ status, body }) => ({ status, ...(body as object), requestId: '' }));
      expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(told[0]).toMatchObject({ status: 401, code: 'CREDENTIALS_WRONG' });
    });

    it('makes whoever fails five times wait, and does not listen meanwhile', async () => {
      await towns.member('north', 'clumsy', 'council');
      for (let attempt = 0; attempt < 5; attempt++) await towns.signIn('clumsy', 'wrong').expect(401);
      expect(await accountOf('clumsy')).toMatchObject({ failed_attempts: 5, locked: true });
      expect(codeOf(await towns.signIn('clumsy').expect(401))).toBe('CREDENTIALS_WRONG');
      await wait('clumsy');
      await towns.signIn('clumsy', 'wrong').expect(401);
      expect(await accountOf('clumsy')).toMatchObject({ failed_attempts: 6, locked: true });
      await wait('clumsy');
      await towns.signIn('clumsy').expect(200);
      expect(await accountOf('clumsy')).toMatchObject({ failed_attempts: 0, locked: null });
    });

    it('lets fifty guesses at once be no more than five', async () => {
      await towns.member('north', 'guessed', 'council');
      const guesses = Array.from({ length: 50 }, (_, guess) => towns.signIn('guessed', `guess ${guess}`));
      const answers = await Promise.all(guesses);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      expect((await accountOf('guessed')).failed_attempts).toBe(5);
    });
  });

  describe('an access token', () => {
    const sign = (secret: string, more: object = {}, seconds = 600) =>
      new SignJWT({ sid: 's', sub: 'somebody', iss: 'heli', aud: 'heli-api', ...more })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .sign(new TextEncoder().encode(secret));
    const claimsOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
        sub: string;
        sid: string;
      };

    it('is refused when it is over, forged, unsigned, for something else, or no token', async () => {
      const good = await towns.tokenOf('north-admin');
      const { sub, sid } = claimsOf(good);
      const [head = '', body = '', signature = ''] = good.split('.');
      const secret = CLOSED.HELI_AUTH_SECRET;
      const changed = Buffer.from(JSON.stringify({ ...claimsOf(good), sub: 'another' })).toString(
        'base64url',
      );
      const bad = {
        over: await sign(secret, { sub, sid }, -1),
        'of another secret': await sign(`${secret}!`, { sub, sid }),
        'for another service': await sign(secret, { sub, sid, aud: 'else' }),
        'of nobody': await sign(secret, { sub: 'nobody', sid }),
        'of another session': await sign(secret, { sub, sid: 'another' }),
        'without a signature': new UnsecuredJWT({ sub, sid })
          .setIssuer('heli')
          .setAudience('heli-api')
          .encode(),
        'of algorithm none': `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`,
        changed: `${head}.${changed}.${signature}`,
        'cut off': good.slice(0, -3),
        nonsense: 'abc',
        'a key that nobody made': `heli_0123456789_${'x'.repeat(43)}`,
      };
      for (const [what, token] of Object.entries(bad)) {
        const { status, body: told } = await me(token);
        expect([what, status, (told as { code: string }).code]).toEqual([what, 401, 'UNAUTHENTICATED']);
      }
      await me(good).expect(200);
      const right = await sign(secret, { sub, sid });
      await me(right).expect(200);
    });

    it('ends with its session, its role, and its account', async () => {
      const { accountId, id } = await towns.member('north', 'leaver', 'coordinator');
      const list = (token: string) => towns.as(token, 'get', 'volunteers');
      const token = await towns.tokenOf('leaver');
      await list(token).expect(200);
      await towns.asOperator('delete', `organizations/north-council/members/${id}`).expect(204);
      await list(token).expect(403);
      const other = tokensOf(await towns.signIn('leaver'));
      await towns.as(null, 'post', 'auth/sign-out').send({ refreshToken: other.refreshToken }).expect(204);
      await me(other.accessToken).expect(401);
      await refresh(other.refreshToken).expect(401);
      await towns
        .asOperator('patch', `accounts/${accountId}`)
        .set('if-match', '*')
        .send({ state: 'disabled' })
        .expect(200);
      await me(token).expect(401);
    });
  });

  describe('a refresh token', () => {
    it('is good once; shown again, it ends the session for the thief and the owner alike', async () => {
      const first = tokensOf(await towns.signIn('north-auditor').expect(200));
      const second = tokensOf(await refresh(first.refreshToken).expect(200));
      await me(second.accessToken).expect(200);
      expect(codeOf(await refresh(first.refreshToken).expect(401))).toBe('SESSION_OVER');
      await me(second.accessToken).expect(401);
      await refresh(second.refreshToken).expect(401);
      const [entry] = await towns.dataSource.query<{ action: string }[]>(
        `SELECT action FROM audit_entries WHERE action = 'session.replayed'`,
      );
      expect(entry).toBeDefined();
    });

    it('is given to one of many who ask with it at once, and then to nobody', async () => {
      const { refreshToken } = tokensOf(await towns.signIn('north-auditor').expect(200));
      const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      await refresh(tokensOf(won[0] as Response).refreshToken).expect(401);
    });

    it('lives in a cookie of browsers, and comes out only for pages of ours', async () => {
      const { body, headers } = await towns
        .as(null, 'post', 'auth/sign-in')
        .send({ login: 'north-council', password: PASSWORD, cookie: true })
        .expect(200);
      expect(body).not.toHaveProperty('refreshToken');
      const [cookie = ''] = headers['set-cookie'] as unknown as string[];
      expect(cookie).toMatch(/^heli_refresh=[\w-]{43}; Path=\/api\/v1\/auth; .*HttpOnly; SameSite=Strict$/);
      const byCookie = () =>
        towns
          .as(null, 'post', 'auth/refresh')
          .set('cookie', cookie.split(';')[0] ?? '')
          .send({});
      await byCookie().expect(403);
      const again = await byCookie().set('x-heli-csrf', '1').expect(200);
      expect(again.body).not.toHaveProperty('refreshToken');
      expect(again.headers['set-cookie']).toBeDefined();
    });
  });

  describe('with a one-time code', () => {
    const file = (): string =>
      readFileSync(join(testDataDir, 'one-time-codes.txt'), { encoding: 'utf8', flag: 'a+' });
    const codes = (): string[] =>
      file()
        .split('\n')
        .flatMap((line) => /^li@example\.org\t.*?(\d{6})/.exec(line)?.[1] ?? []);
    const ask = () => towns.as(null, 'post', 'auth/codes').send({ login: 'li' }).expect(202);
    const use = (code: string) => towns.as(null, 'post', 'auth/codes/sign-in').send({ login: 'li', code });
    const until = async (met: () => Promise<boolean>) => {
      while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const codeRows = () =>
      towns.dataSource.query<{ id: string }[]>(
        `SELECT code.id FROM one_time_codes AS code JOIN accounts ON accounts.id = code.account_id WHERE login = 'li'`,
      );
    const fresh = async (): Promise<string> => {
      const before = codes().length;
      await ask();
      await until(() => Promise.resolve(codes().length > before));
      return codes().at(-1) ?? '';
    };
    const forget = () => towns.dataSource.query('DELETE FROM one_time_codes');

    beforeAll(async () => {
      await towns.member('north', 'li', 'volunteer', { contact: 'li@example.org', password: undefined });
    });

    it('works once, and is kept only sealed', async () => {
      const code = await fresh();
      const [row] = await towns.dataSource.query<{ seal: string }[]>('SELECT seal FROM one_time_codes');
      expect(row?.seal).not.toContain(code);
      const { body } = await use(code).expect(200);
      await me((body as Tokens).accessToken).expect(200);
      await use(code).expect(401);
    });

    it('is void after five wrong tries, also when the sixth is right', async () => {
      await forget();
      await wait('li');
      const code = await fresh();
      const wrong = code === '000000' ? '111111' : '000000';
      for (let attempt = 0; attempt < 5; attempt++) {
        await use(wrong).expect(401);
        await wait('li');
      }
      await use(code).expect(401);
    });

    it('is void when its time is over', async () => {
      await forget();
      await wait('li');
      const code = await fresh();
      await towns.dataSource.query('UPDATE one_time_codes SET expires_at = now()');
      await use(code).expect(401);
    });

    it('is sent once a minute, however often it is asked for, and says nothing of who has an account', async () => {
      await forget();
      await fresh();
      const [first] = await codeRows();
      const { body } = await ask();
      const unknown = await towns.as(null, 'post', 'auth/codes').send({ login: 'nobody' }).expect(202);
      expect(body).toEqual(unknown.body);
      // What was asked for later has arrived.
      await towns.member('north', 'second', 'volunteer', { contact: 'second@example.org' });
      await towns.as(null, 'post', 'auth/codes').send({ login: 'second' }).expect(202);
      await until(() => Promise.resolve(file().includes('second@example.org')));
      expect(await codeRows()).toEqual([first]);
    });
  });

  describe('changing a password', () => {
    it('asks for the old one, and ends the other sessions', async () => {
      await towns.member('south', 'careful', 'council');
      const here = await towns.tokenOf('careful');
      const elsewhere = await towns.tokenOf('careful');
      const change = (current: string, next: string) =>
        towns.as(here, 'post', 'me/password').send({ current, next });
      await change('wrong', 'another good password').expect(401);
      await change(PASSWORD, 'short').expect(400);
      await change(PASSWORD, 'another good password').expect(204);
      await me(here).expect(200);
      await me(elsewhere).expect(401);
      await towns.signIn('careful').expect(401);
      await towns.signIn('careful', 'another good password').expect(200);
    });
  });
});

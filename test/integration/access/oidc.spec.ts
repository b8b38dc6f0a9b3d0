import { CLIENT, OidcProvider } from '../../support/oidc-provider.js';
import { TwoTowns } from '../../support/two-towns.js';

const CALLBACK = '/api/v1/auth/oidc/callback';

describe('signing in with another provider', () => {
  let provider: OidcProvider;
  let towns: TwoTowns;
  beforeAll(async () => {
    provider = await OidcProvider.start();
    towns = await TwoTowns.start({
      HELI_OIDC_ISSUER: provider.issuer,
      HELI_OIDC_CLIENT_ID: CLIENT.id,
      HELI_OIDC_CLIENT_SECRET: CLIENT.secret,
      HELI_OIDC_REDIRECT_URL: `http://127.0.0.1${CALLBACK}`,
    });
    await towns.member('north', 'wang', 'auditor', { password: undefined });
    const [row] = await towns.dataSource.query<{ id: string }[]>(
      `SELECT id FROM accounts WHERE login = 'wang'`,
    );
    await towns
      .asOperator('patch', `accounts/${row?.id}`)
      .set('if-match', '*')
      .send({ oidcSubject: `${provider.issuer}|4711` })
      .expect(200);
  });
  afterAll(async () => {
    await towns.close();
    await provider.close();
  });

  /** To the provider and back, as a browser goes. */
  const goThere = async (): Promise<{ query: string; cookie: string }> => {
    const { headers } = await towns.as(null, 'get', 'auth/oidc/start').expect(302);
    const [cookie = ''] = headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    const back = await fetch(headers.location ?? '', { redirect: 'manual' });
    return { query: new URL(back.headers.get('location') ?? '').search, cookie: cookie.split(';')[0] ?? '' };
  };
  const comeBack = (query: string, cookie: string) =>
    towns.as(null, 'get', `${CALLBACK}${query}`).set('cookie', cookie);

  it('lets in whom the provider vouches for, once', async () => {
    const { query, cookie } = await goThere();
    const { body, headers } = await comeBack(query, cookie).expect(200);
    expect(String(headers['set-cookie'])).toContain('heli_refresh=');
    const me = await towns.as((body as { accessToken: string }).accessToken, 'get', 'me').expect(200);
    expect(me.body).toMatchObject({ login: 'wang', memberships: [{ role: 'auditor' }] });
    await comeBack(query, cookie).expect(401);
  });

  it('refuses another browser, another state, a foreign errand and a person without account', async () => {
    const mine = await goThere();
    const other = await goThere();
    await comeBack(mine.query, '').expect(401);
    await comeBack(mine.query, other.cookie).expect(401);
    await comeBack(mine.query, `${mine.cookie}x`).expect(401);
    await comeBack('?error=access_denied', mine.cookie).expect(401);
    provider.lie = { sub: '4712' };
    const stranger = await goThere();
    await comeBack(stranger.query, stranger.cookie).expect(401);
    provider.lie = {};
  });

  it.each([{ nonce: 'another' }, { aud: 'another' }, { iss: 'https://another.example' }])(
    'refuses an identity token with %j',
    async (lie) => {
      const { query, cookie } = await goThere();
      provider.lie = lie;
      await comeBack(query, cookie).expect(401);
      provider.lie = {};
    },
  );
});

describe('without a provider', () => {
  it('says that there is none', async () => {
    const towns = await TwoTowns.start();
    try {
      const { body } = await towns.as(null, 'get', 'auth/oidc/start').expect(404);
      expect((body as { detail: string }).detail).toContain('another provider');
    } finally {
      await towns.close();
    }
  });
});

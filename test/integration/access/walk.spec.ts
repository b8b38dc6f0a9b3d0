import { HISTORY_KINDS } from '@heli/contracts';
import { type Response } from 'supertest';
import { Belongings } from '../../../src/auth/index.js';
import { permissionOf, type Permission, PERMISSIONS } from '../../../src/auth/permissions.js';
import { type Role, ROLES } from '../../../src/auth/roles.js';
import { registeredRoutes, type Route } from '../../support/routes.js';
import { type Town, TwoTowns } from '../../support/two-towns.js';

/** Answers of the guard, and of handlers to an id that names nothing. */
type Verdict = 'let in' | 'not signed in' | 'forbidden' | 'not found';

const FOREIGN: Town = 'south';

function verdictOf({ status, body }: Response, asked: string): Verdict {
  if (status >= 500) throw new Error(`${status}: ${JSON.stringify(body)}`);
  if (status === 401 && (body as { code?: string }).code === 'UNAUTHENTICATED') return 'not signed in';
  const { code = '' } = body as { code?: string };
  // The id in a signed link names nothing on purpose.
  if (status === 403) return code === 'LINK_INVALID' ? 'let in' : 'forbidden';
  // A second id names nothing on purpose: who is told so was let in.
  const { detail = '' } = body as { detail?: string };
  return status === 404 && asked !== '' && !detail.includes('"nothing"') && detail.includes(asked)
    ? 'not found'
    : 'let in';
}

describe('the permission matrix', () => {
  let towns: TwoTowns;
  let routes: Route[];
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    towns = await TwoTowns.start();
    routes = registeredRoutes(towns.service);
    for (const role of ROLES) tokens.set(role, await towns.tokenOf(`north-${role}`));
    await towns
      .asOperator('post', 'platform/members')
      .send({ login: 'root', password: 'a long enough password' })
      .expect(201);
    tokens.set('platform', await towns.tokenOf('root'));
  });
  afterAll(() => towns.close());

  const addressOf = ({ template }: Route, town: Town): { path: string; asked: string } => {
    const ids: string[] = [];
    const path = template.replace(/:(\w+)/g, (_match, parameter: string) => {
      const id = towns.idFor(town, template, parameter);
      if (parameter !== 'kind' || !template.includes('/:kind/:id')) ids.push(id);
      return id;
    });
    // These would be computed; that they are let in shows before that.
    const cheap = /recruitment|stand-by|recommendations/.test(path) ? '?timeMs=1' : '';
    return { path: `${path}${cheap}`, asked: ids[0] ?? '' };
  };

  const call = async (route: Route, who: string | null, town: Town) => {
    const { path, asked } = addressOf(route, town);
    const token = who === null ? null : (tokens.get(who) ?? '');
    const test = towns.as(token, route.method, path);
    const response = await (route.method === 'GET' ? test : test.send({}));
    return { response, verdict: verdictOf(response, asked) };
  };

  const entryOf = ({ method, template }: Route): Permission | undefined =>
    permissionOf(method, template, { kind: towns.idFor('north', template, 'kind') });

  const named = ({ method, template }: Route): string => `${method} ${template}`;

  it('has an entry for every route, and none for what is no route', () => {
    expect(routes.filter((route) => entryOf(route) === undefined).map(named)).toEqual([]);
    const known = new Set(routes.map(named));
    const ofKinds = Object.keys(PERMISSIONS).filter((key) => !known.has(key));
    const audiences = ['volunteer', 'group', 'venue', 'coordinators', 'council'];
    const calendars = ['volunteer', 'group', 'venue', 'community'];
    expect(ofKinds.sort()).toEqual(
      [
        'POST /api/v1/imports/communities',
        'POST /api/v1/imports/skills',
        ...audiences.flatMap((kind) =>
          ['GET', 'PUT'].map((method) => `${method} /api/v1/notification-preferences/${kind}/:id`),
        ),
        ...HISTORY_KINDS.map((kind) => `GET /api/v1/history/${kind}/:id`),
        ...calendars.flatMap((kind) =>
          ['GET', 'POST', 'DELETE'].map(
            (method) =>
              `${method} /api/v1/calendar-links/${kind}/:id${method === 'DELETE' ? '/:linkId' : ''}`,
          ),
        ),
      ].sort(),
    );
  });

  it('is told by the features whose every kind of thing is', () => {
    expect(towns.service.app.get(Belongings).missing).toEqual([]);
  });

  it('lets nobody in who is not signed in, but to health, the kinds of problems and signing in', async () => {
    const open: string[] = [];
    for (const route of routes) {
      const { verdict } = await call(route, null, 'north');
      expect([named(route), verdict === 'not signed in']).toEqual([
        named(route),
        entryOf(route)?.for !== 'anyone',
      ]);
      if (verdict === 'let in') open.push(named(route));
    }
    expect(open.sort()).toEqual([
      'GET /answers/bookings/:token',
      'GET /answers/duties/:token',
      'GET /api/problems',
      'GET /api/problems/:slug',
      'GET /api/v1/auth/oidc/callback',
      'GET /api/v1/auth/oidc/start',
      'GET /certificates/:code',
      'GET /feeds/:secret.ics',
      'GET /health/live',
      'GET /health/ready',
      'POST /answers/bookings/:token',
      'POST /answers/duties/:token',
      'POST /api/v1/auth/codes',
      'POST /api/v1/auth/codes/sign-in',
      'POST /api/v1/auth/refresh',
      'POST /api/v1/auth/sign-in',
      'POST /api/v1/auth/sign-out',
    ]);
  });

  it.each([...ROLES])('lets %s in at home where it says so, and nowhere else', async (role) => {
    for (const route of routes) {
      const { response, verdict } = await call(route, role, 'north');
      expect([named(route), verdict]).toEqual([
        named(route),
        isAllowed(entryOf(route), role) ? 'let in' : 'forbidden',
      ]);
      expect([named(route), JSON.stringify(response.body) + response.text]).not.toEqual([
        named(route),
        expect.stringContaining(`${FOREIGN}-`),
      ]);
    }
  });

  it.each([...ROLES])('shows %s nothing of a foreign organization', async (role) => {
    for (const route of routes) {
      const entry = entryOf(route);
      if (entry?.for !== 'roles' || entry.thing === null || entry.thing.kind === 'skill') continue;
      const { response, verdict } = await call(route, role, FOREIGN);
      const mayAtHome = isAllowed(entry, role);
      expect([named(route), verdict]).toEqual([named(route), mayAtHome ? 'not found' : 'forbidden']);
      const { code, errors } = response.body as { code: string; errors?: unknown };
      expect([code, errors]).toEqual([mayAtHome ? 'NOT_FOUND' : 'FORBIDDEN', undefined]);
    }
  });

  it('lets an admin of the platform in everywhere', async () => {
    for (const route of routes) {
      for (const town of ['north', FOREIGN] as const) {
        const { verdict } = await call(route, 'platform', town);
        expect([named(route), verdict]).toEqual([named(route), 'let in']);
      }
    }
  });

  it('gives an auditor every reading route of an organization and no changing one', () => {
    const keys = Object.entries(PERMISSIONS).flatMap(([key, entry]) =>
      entry.for === 'roles' ? [{ key, entry }] : [],
    );
    const changing = keys.filter(({ key }) => !key.startsWith('GET '));
    expect(changing.filter(({ entry }) => entry.roles.includes('auditor'))).toEqual([]);
    const reading = keys.filter(({ key }) => key.startsWith('GET '));
    expect(reading.filter(({ entry }) => !entry.roles.includes('auditor')).map(({ key }) => key)).toEqual([
      // Whoever sees the code can say to be there.
      'GET /api/v1/activities/:id/check-in-code',
      'GET /api/v1/activities/:id/check-in-code.svg',
      'GET /api/v1/activities/:id/check-in-word',
      // Everything of one person at once, with the whole telephone number: for the person and who calls them.
      'GET /api/v1/volunteers/:id/personal-data',
    ]);
  });

  it('knows own things from those of others in the same organization', async () => {
    const volunteer = (path: string) => towns.as(tokens.get('volunteer') ?? '', 'get', path);
    await volunteer('volunteers/north-v1').expect(200);
    await volunteer('volunteers/north-v2').expect(403);
    const { body } = await towns.as(tokens.get('volunteer') ?? '', 'get', 'volunteers').expect(200);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['north-v1']);
  });
});

function isAllowed(entry: Permission | undefined, role: Role): boolean {
  switch (entry?.for) {
    case 'anyone':
    case 'signed-in':
      return true;
    case 'roles':
      return entry.roles.includes(role) || entry.own.includes(role);
    default:
      return false;
  }
}

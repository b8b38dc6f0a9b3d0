import { gzipSync } from 'node:zlib';
import { PLAN_FORMAT, PROBLEM_FORMAT } from '@heli/contracts';
import request, { type Response, type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { type Role } from '../../src/auth/roles.js';
import { startTestApp, type TestApp } from './app.js';
import { riverSeason, storeSeason } from './season.js';

export const OPERATOR_KEY = 'the-key-of-whoever-runs-it';
export const PASSWORD = 'a long enough password';
export const TOWNS = ['north', 'south'] as const;
export type Town = (typeof TOWNS)[number];

/** Settings with which every route asks who calls. */
export const CLOSED = {
  HELI_AUTH: 'accounts',
  HELI_API_TOKEN: OPERATOR_KEY,
  HELI_AUTH_SECRET: 'vQ7wT2mZ9pLx4KdR8sYb1NcHfUe3GjAo',
  HELI_RATE_LIMIT: '1000000',
  HELI_SIGN_IN_LIMIT: '1000000',
};

const packed = (value: unknown): Buffer => gzipSync(JSON.stringify(value));
const NO_SHA = '0'.repeat(64);

/** The least that can be read as a season and as a plan of it. */
const EMPTY_SEASON = packed({
  format: PROBLEM_FORMAT,
  name: 'empty',
  horizon: { start: '2013-03-01T00:00:00Z', end: '2013-04-01T00:00:00Z' },
  communities: [{ id: 'nowhere', name: 'nowhere' }],
});
const EMPTY_CERTIFICATE = {
  ...{ tiers: [], gap: 0, requestedGap: 0, termination: 'converged', quality: 'optimal', blocks: [] },
  ...{ rulesBroughtBack: [], solver: { name: 'none', version: '0' }, modelVersion: '0', seed: 0 },
  ...{ wallMs: 0, cpuMs: 0, size: { columns: 0, rows: 0, entries: 0 }, verified: true },
  seal: { plan: NO_SHA, activities: {} },
};
const EMPTY_PLAN = packed({
  ...{ format: PLAN_FORMAT, problemSha256: NO_SHA, scheduled: [], dropped: [], assignments: [] },
  ...{ groupEngagements: [], equipmentLoans: [], fundAllocations: [], certificate: EMPTY_CERTIFICATE },
});

/**
 * Two towns that have nothing to do with each other: each has a community, an organization, a season with all that can be
 * planned, a plan, and one account for every role. Ids begin with the town's name.
 */
export class TwoTowns {
  private constructor(readonly service: TestApp) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<TwoTowns> {
    const towns = new TwoTowns(await startTestApp({ env: { ...CLOSED, ...env } }));
    await towns.asOperator('post', 'skills').send({ id: 'reading', name: '朗读' }).expect(201);
    for (const town of TOWNS) await towns.found(town);
    return towns;
  }

  close(): Promise<void> {
    return this.service.close();
  }

  get dataSource(): DataSource {
    return this.service.app.get(DataSource);
  }

  as(token: string | null, method: string, path: string): Test {
    const address = path.startsWith('/') ? path : `/api/v1/${path}`;
    const test = request(this.service.server)[method.toLowerCase() as 'get'](address);
    return (token === null ? test : test.set('authorization', `Bearer ${token}`)).set(
      'accept-language',
      'en',
    );
  }

  asOperator(method: string, path: string): Test {
    return this.as(OPERATOR_KEY, method, path);
  }

  signIn(login: string, password = PASSWORD): Test {
    return this.as(null, 'post', 'auth/sign-in').send({ login, password });
  }

  async tokenOf(login: string): Promise<string> {
    const { body } = await this.signIn(login).expect(200);
    return (body as { accessToken: string }).accessToken;
  }

  /** Gives a login a role; a new one becomes an account with the password of all. */
  async member(
    town: Town,
    login: string,
    role: Role,
    more: object = {},
  ): Promise<{ id: string; accountId: string }> {
    const response = await this.asOperator('post', `organizations/${town}-council/members`)
      .send({ login, role, password: PASSWORD, ...more })
      .expect(201);
    return response.body as { id: string; accountId: string };
  }

  /** What a parameter of a path stands for, in a town. */
  idFor(town: Town, template: string, parameter: string): string {
    const named: Readonly<Record<string, string>> = {
      seasonId: town,
      planId: `${town}-plan`,
      roleId: 'nothing',
      venueId: `${town}-room`,
      organizationId: `${town}-council`,
      kind: 'volunteers',
      format: 'csv',
      slug: 'not-found',
    };
    // Of the routes that are the same for several kinds of things, those of volunteers.
    if (template.includes('/:kind/:id') && (parameter === 'kind' || parameter === 'id'))
      return parameter === 'kind' ? 'volunteer' : `${town}-v1`;
    const known = named[parameter];
    if (known !== undefined) return known;
    const [, pool = ''] = /\/api\/v1\/([\w-]+)\/:id/.exec(template) ?? [];
    const ids: Readonly<Record<string, string>> = {
      communities: `${town}-wangjing`,
      organizations: `${town}-council`,
      skills: 'reading',
      'partner-units': `${town}-shop`,
      groups: `${town}-choir`,
      volunteers: `${town}-v1`,
      venues: `${town}-room`,
      equipment: `${town}-drum`,
      donations: `${town}-gift`,
      seasons: town,
      activities: `${town}-reading-1`,
      series: `${town}-series`,
      runs: `${town}-run`,
      plans: `${town}-plan`,
      questions: `${town}-question`,
      resolutions: `${town}-resolution`,
      'rule-sets': `${town}-rules`,
      assignments: `${town}-assignment`,
      'hour-certificates': `${town}-certificate`,
      duties: `${town}-duty`,
      'wait-list': `${town}-waiting`,
      swaps: `${town}-swap`,
      bookings: `${town}-booking`,
      expenses: `${town}-expense`,
      accounts: this.accountIds.get(`${town}-council`) ?? '',
    };
    // A second id in the address, of a pin or a member, names nothing: the first one is what is asked about.
    return ids[pool] ?? 'nothing';
  }

  private readonly accountIds = new Map<string, string>();

  private async found(town: Town): Promise<void> {
    await storeSeason(this.dataSource, riverSeason(town));
    const communityId = `${town}-wangjing`;
    const add = async (pool: string, body: object): Promise<Response> =>
      this.asOperator('post', pool).send(body).expect(201);
    await add('organizations', { id: `${town}-council`, name: `${town} 理事会`, communityId });
    await add('partner-units', { id: `${town}-shop`, name: '书店', communityId });
    await add('groups', { id: `${town}-choir`, name: '合唱团', communityId });
    await add('equipment', {
      id: `${town}-drum`,
      name: '鼓',
      type: 'drum',
      quantity: 1,
      communityId,
      ownerUnitId: `${town}-shop`,
    });
    await add('donations', {
      id: `${town}-gift`,
      amountFen: 100_00,
      seasonId: town,
      donorUnitId: `${town}-shop`,
    });
    await add('series', {
      id: `${town}-series`,
      seasonId: town,
      title: '义诊',
      communityId,
      rrule: 'FREQ=WEEKLY;BYDAY=SA;COUNT=2',
      firstStart: '2013-03-09T09:00:00+08:00',
      template: { kind: 'volunteer_service', durationMinutes: 60, roles: [{ id: 'r', target: 1 }] },
    });
    await this.asOperator('patch', `volunteers/${town}-v1`)
      .set('if-match', '*')
      .send({ name: '王芳', phone: '13812345678' })
      .expect(200);
    await this.asOperator('patch', `venues/${town}-room`)
      .set('if-match', '*')
      .send({ ownerUnitId: `${town}-shop` })
      .expect(200);
    await this.spend(town);
    await this.plan(town);
    for (const role of ['admin', 'council', 'coordinator', 'auditor'] as const)
      this.accountIds.set(`${town}-${role}`, (await this.member(town, `${town}-${role}`, role)).accountId);
    await this.member(town, `${town}-volunteer`, 'volunteer', { volunteerId: `${town}-v1` });
    await this.member(town, `${town}-partner`, 'partner', { partnerUnitId: `${town}-shop` });
  }

  /** Ten yuan of the town's gift for tea at its first reading hour. */
  private async spend(town: Town): Promise<void> {
    const activityId = `${town}-reading-1`;
    await this.asOperator('patch', `activities/${activityId}`)
      .set('if-match', '*')
      .send({ budget: [{ id: 'tea', purpose: 'refreshments' }] })
      .expect(200);
    const post = (path: string, body: object) => this.asOperator('post', path).send(body).expect(201);
    const gift = `donations/${town}-gift`;
    await post(`${gift}/receipts`, { amountFen: 50_00, reference: '回单' });
    await post(`${gift}/reservations`, { activityId, budgetLineId: 'tea', amountFen: 20_00 });
    await post(`activities/${activityId}/expenses`, {
      id: `${town}-expense`,
      donationId: `${town}-gift`,
      budgetLineId: 'tea',
      amountFen: 10_00,
      voucherNumber: '1',
      description: '茶叶',
    });
  }

  private async plan(town: Town): Promise<void> {
    const sql = (statement: string, ...parameters: unknown[]) => this.dataSource.query(statement, parameters);
    await sql(
      `INSERT INTO allocation_runs (id, season_id, state, request) VALUES ($1, $2, 'succeeded', '{}')`,
      `${town}-run`,
      town,
    );
    await sql('INSERT INTO run_problems (run_id, gzip) VALUES ($1, $2)', `${town}-run`, EMPTY_SEASON);
    await sql(
      `INSERT INTO plans (id, version, run_id, season_id, state, problem_sha256, quality, termination, gap, counts, certificate, open_places, document_gzip)
       VALUES ($1, 1, $2, $3, 'draft', $4, 'optimal', 'converged', 0, '{}', $5, '[]', $6)`,
      `${town}-plan`,
      `${town}-run`,
      town,
      NO_SHA,
      EMPTY_CERTIFICATE,
      EMPTY_PLAN,
    );
    await sql(
      `INSERT INTO assignments (id, version, plan_id, activity_id, role_id, volunteer_id) VALUES ($1, 1, $2, $3, 'host', $4)`,
      `${town}-assignment`,
      `${town}-plan`,
      `${town}-reading-1`,
      `${town}-v1`,
    );
    await sql(
      `INSERT INTO hour_certificates (id, number, code, volunteer_id, name, issuer, from_date, until_date, language, minutes, services, sha256, issued_at, issued_on, issued_by, state)
       VALUES ($1, $1, $1, $2, '王芳', '理事会', '2013-03-04', '2013-03-31', 'zh-CN', 120, '[]', '', now(), '2013-04-01', 'operator', 'valid')`,
      `${town}-certificate`,
      `${town}-v1`,
    );
    await sql(
      `INSERT INTO duties (id, version, season_id, plan_id, activity_id, role_id, volunteer_id, start_at, end_at, state, origin)
       VALUES ($1, 1, $2, $3, $4, 'host', $5, '2013-03-05T11:00:00Z', '2013-03-05T12:30:00Z', 'offered', 'plan')`,
      `${town}-duty`,
      town,
      `${town}-plan`,
      `${town}-reading-1`,
      `${town}-v1`,
    );
    await sql(
      `INSERT INTO wait_list (id, version, season_id, activity_id, role_id, volunteer_id, state)
       VALUES ($1, 1, $2, $3, 'host', $4, 'ended')`,
      `${town}-waiting`,
      town,
      `${town}-reading-1`,
      `${town}-v1`,
    );
    await sql(
      `INSERT INTO swap_requests (id, version, duty_id, season_id, activity_id, to_volunteer_id, state, respond_by)
       VALUES ($1, 1, $2, $3, $4, $5, 'ended', '2013-03-04T11:00:00Z')`,
      `${town}-swap`,
      `${town}-duty`,
      town,
      `${town}-reading-1`,
      `${town}-v1`,
    );
    await sql(
      `INSERT INTO booking_requests (id, version, season_id, plan_id, activity_id, venue_id, start_at, end_at, state, asked_at)
       VALUES ($1, 1, $2, $3, $4, $5, '2013-03-05T11:00Z', '2013-03-05T12:30Z', 'confirmed', '2013-03-01T00:00Z')`,
      `${town}-booking`,
      town,
      `${town}-plan`,
      `${town}-reading-1`,
      `${town}-room`,
    );
    await sql(
      `INSERT INTO resolutions (id, version, season_id, number, decided_on) VALUES ($1, 1, $2, '1', '2013-02-20')`,
      `${town}-resolution`,
      town,
    );
    await sql(
      `INSERT INTO rule_sets (id, season_id, number, sha256, policy, objective, calendar) VALUES ($1, $2, 1, '', '{}', '{}', '{}')`,
      `${town}-rules`,
      town,
    );
    await sql(
      `INSERT INTO questions (id, plan_id, question, state) VALUES ($1, $2, '{"kind":"recruit"}', 'cancelled')`,
      `${town}-question`,
      `${town}-plan`,
    );
  }
}

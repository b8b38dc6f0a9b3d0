import request from 'supertest';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/index.js';
import { AllocationRun } from '../../src/features/runs/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { riverSeason, storeSeason } from '../support/season.js';

const SEASON = 'hostile';

/** Requests nobody should send: each is refused with 4xx and a place, and leaves nothing behind. */
describe('hostile input to runs and plans', () => {
  let service: TestApp;
  const api = () => request(service.server);
  const runs = `/api/v1/seasons/${SEASON}/runs`;
  const stored = async (): Promise<number[]> => {
    const source = service.app.get(DataSource);
    return Promise.all([
      source.getRepository(AllocationRun).count(),
      source.getRepository(AuditEntry).count(),
      source
        .query<{ n: number }[]>('SELECT count(*)::int AS n FROM idempotency_keys')
        .then(([row]) => row?.n ?? -1),
    ]);
  };

  beforeAll(async () => {
    service = await startTestApp();
    await storeSeason(service.app.get(DataSource), riverSeason(SEASON));
  });
  afterAll(() => service.close());

  it.each([
    ['a negative time limit', { limits: { timeMs: -5 } }, '/limits/timeMs'],
    ['half a node', { limits: { nodesPerBlock: 0.5 } }, '/limits/nodesPerBlock'],
    ['a gap beyond everything', { gap: 2 }, '/gap'],
    ['a gap in words', { gap: "0'; DROP TABLE allocation_runs; --" }, '/gap'],
    ['a seed that is a list', { seed: [1] }, '/seed'],
    ['an aim that is not one', { objective: { tiers: ['held', '🎉'] } }, '/objective/tiers/1'],
    ['no aim at all', { objective: { tiers: [] } }, '/objective/tiers'],
    ['negative weights', { objective: { weights: { place: -1 } } }, '/objective/weights/place'],
    ['a field that is not there', { priority: 1 }, '/priority'],
    ['a field named like a prototype', JSON.parse('{"__proto__": {"gap": 0}}') as object, '/__proto__'],
    ['a number beyond all numbers', '{"seed": 1e999}', '/seed'],
    ['null for everything', 'null', ''],
  ])('refuses %s and says where', async (_what, body, pointer) => {
    const before = await stored();
    const answer = await api()
      .post(runs)
      .set({ 'content-type': 'application/json', 'idempotency-key': 'hostile' })
      .send(typeof body === 'string' ? body : JSON.stringify(body));
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
    expect(await stored()).toEqual(before);
  });

  it('lists all faults of a request at once', async () => {
    const answer = await api()
      .post(runs)
      .send({ gap: -1, seed: 'x', limits: { timeMs: 1 }, extra: 1 });
    const pointers = answer.body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect(pointers.sort()).toEqual(['/extra', '/gap', '/limits/timeMs', '/seed']);
  });

  it.each([
    ['post', '/api/v1/seasons/unknown/runs', 404],
    ['get', '/api/v1/seasons/unknown/runs', 404],
    ['get', '/api/v1/seasons/unknown/plans', 404],
    ['get', '/api/v1/runs?seasonId=unknown', 404],
    ['get', '/api/v1/runs?state=done', 400],
    ['get', '/api/v1/plans?state=draft&colour=red', 400],
    ['get', '/api/v1/runs/unknown', 404],
    ['get', '/api/v1/runs/unknown/events', 404],
    ['get', '/api/v1/runs/unknown/problem', 404],
    ['delete', '/api/v1/runs/unknown', 404],
    ['get', '/api/v1/plans/unknown', 404],
    ['get', '/api/v1/plans/unknown/certificate', 404],
    ['get', '/api/v1/plans/unknown/explanations', 404],
    ['get', '/api/v1/plans/unknown/document', 404],
    ['get', '/api/v1/plans/unknown/diff?against=other', 404],
    ['get', '/api/v1/plans/unknown/diff', 400],
    ['post', '/api/v1/plans/unknown/publish', 428],
    ['get', `/api/v1/runs/${encodeURIComponent(`1' OR '1'='1`)}`, 404],
    ['get', `/api/v1/runs/${encodeURIComponent('𠮷🎉')}`, 404],
    ['get', `/api/v1/runs/${'x'.repeat(500)}`, 400],
    ['get', '/api/v1/runs/%00', 400],
    ['get', '/api/v1/runs/%ff', 400],
    ['get', '/api/v1/runs/..%2f..%2fetc%2fpasswd', 404],
    ['get', `${runs}?limit=0`, 400],
    ['get', `${runs}?colour=red`, 400],
    ['get', `${runs}?limit=1;select`, 400],
    ['get', `${runs}?cursor=${'A'.repeat(3000)}`, 400],
    ['get', `${runs}?cursor=WyJub3QgYSBkYXRlIiwieCJd`, 400],
    ['put', runs, 405],
    ['post', `/api/v1/runs/unknown`, 405],
  ] as const)('answers %s %s with %i', async (method, path, status) => {
    const before = await stored();
    const answer = await api()[method](path);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    expect(typeof answer.body.code).toBe('string');
    expect(await stored()).toEqual(before);
  });

  it('refuses five megabytes before reading them', async () => {
    const before = await stored();
    const answer = await api()
      .post(runs)
      .send({ gap: 0, seed: 1, more: 'x'.repeat(5_000_000) });
    expect([answer.status, answer.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect(await stored()).toEqual(before);
  });

  it.each(['', 'two words', 'x'.repeat(256), '\u00ff'])('refuses the idempotency key "%s"', async (key) => {
    const answer = await api().post(runs).set('idempotency-key', key);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, 'Idempotency-Key']);
  });
});

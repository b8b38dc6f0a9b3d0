import { Body, Controller, Get, Injectable, Module, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditEntry, AuditService } from '../../src/audit/index.js';
import { Transactions } from '../../src/database/index.js';
import { notFound } from '../../src/errors/index.js';
import {
  assertVersion,
  IfMatch,
  type IfMatchVersions,
  idParameter,
  pageQuery,
  type PageQuery,
  paginate,
} from '../../src/http/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

const note = z.strictObject({
  text: z.string().min(1).max(50),
  money: z.strictObject({ fen: z.int().min(0) }),
  contact: z.string().optional(),
});
type Note = z.infer<typeof note>;

/** A notebook whose pages are audit entries: the smallest feature that uses everything a feature is given. */
@Injectable()
class Notebook {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  write(written: Note): Promise<{ id: string; version: number }> {
    return this.transactions.run(async () => {
      await this.audit.record({
        action: 'note.written',
        entityType: 'note',
        entityId: written.text,
        after: written,
        personal: ['contact'],
      });
      if (written.text === 'burn') throw new Error('secret: the stove is at 10.0.0.7');
      return { id: written.text, version: 3 };
    });
  }

  pages(page: PageQuery) {
    return paginate(this.transactions.manager.createQueryBuilder(AuditEntry, 'entry'), page);
  }
}

@Controller('api/v1/notes')
class NotebookController {
  constructor(private readonly notebook: Notebook) {}

  @Post()
  async create(@Body({ schema: note }) body: Note, @Res({ passthrough: true }) response: Response) {
    const written = await this.notebook.write(body);
    response.setHeader('location', `/api/v1/notes/${encodeURIComponent(written.id)}`);
    return written;
  }

  @Get()
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.notebook.pages(query);
  }

  @Get(':id')
  one(@Param('id', { schema: idParameter }) id: string) {
    if (id !== 'known') throw notFound('Note', id);
    return { id, version: 3 };
  }

  @Patch(':id')
  change(@Param('id', { schema: idParameter }) id: string, @IfMatch() ifMatch: IfMatchVersions) {
    assertVersion({ version: 3 }, ifMatch);
    return { id, version: 4 };
  }
}

@Module({ controllers: [NotebookController], providers: [Notebook] })
class NotebookModule {}

const TOKEN = 'a-token-of-the-council';
const good: Note = { text: '社区之夜', money: { fen: 0 } };

describe('every route of the service', () => {
  let service: TestApp;
  const api = () => request(service.server);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    api()
      .post('/api/v1/notes')
      .set({ authorization: `Bearer ${TOKEN}`, 'accept-language': 'en', ...headers })
      .send(body as object);
  const entries = () => service.app.get(DataSource).getRepository(AuditEntry).count();

  beforeAll(async () => {
    service = await startTestApp({ env: { HELI_API_TOKEN: TOKEN }, modules: [NotebookModule] });
  });
  afterAll(() => service.close());

  it('asks for the token, whatever the case of the address', async () => {
    for (const path of ['/api/v1/notes', '/API/V1/notes', '/api/v1/notes/']) {
      const answer = await api().get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'UNAUTHENTICATED']);
    }
    const wrong = await api().get('/api/v1/notes').set('authorization', 'Bearer something-else');
    expect(wrong.status).toBe(401);
  });

  it('answers health checks without a token', async () => {
    await api().get('/health/live').expect(200, { status: 'ok' });
    await api().get('/health/ready').expect(200, { status: 'ok', database: 'ok', queue: 'ok' });
  });

  it('lists all faults of a body at once, with JSON pointers', async () => {
    const before = await entries();
    const answer = await post({ text: '', money: { fen: -5, 'a/b': 1 }, more: true });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
    const pointers = answer.body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect(pointers.sort()).toEqual(['/money/a~1b', '/money/fen', '/more', '/text']);
    expect(await entries()).toBe(before);
  });

  it.each([
    ['malformed JSON', '{"text": ', 'application/json', 400, 'BODY_MALFORMED'],
    ['a bare string', '"text"', 'application/json', 400, 'BODY_MALFORMED'],
    ['a list', '[]', 'application/json', 400, 'VALIDATION_FAILED'],
    ['no body', '', 'application/json', 400, 'VALIDATION_FAILED'],
    ['a form', 'text=1', 'application/x-www-form-urlencoded', 415, 'CONTENT_TYPE_UNSUPPORTED'],
    ['five megabytes', JSON.stringify('x'.repeat(5_000_000)), 'application/json', 413, 'BODY_TOO_LARGE'],
    [
      'a NUL character',
      '{"text":"a\\u0000b","money":{"fen":1}}',
      'application/json',
      400,
      'TEXT_NOT_STORABLE',
    ],
    [
      'half a character',
      '{"text":"\\ud83d","money":{"fen":1}}',
      'application/json',
      400,
      'TEXT_NOT_STORABLE',
    ],
    ['an abyss', '['.repeat(5000) + ']'.repeat(5000), 'application/json', 400, 'TEXT_NOT_STORABLE'],
    ['a strange encoding', '{}', 'application/json; charset=klingon', 415, 'CONTENT_TYPE_UNSUPPORTED'],
  ])('refuses %s', async (_what, body, type, status, code) => {
    const before = await entries();
    const answer = await api()
      .post('/api/v1/notes')
      .set({ authorization: `Bearer ${TOKEN}`, 'content-type': type })
      .send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await entries()).toBe(before);
  });

  it('keeps emoji, rare Hanzi and SQL as the text they are', async () => {
    const text = `🎉𠮷𪚥'; DROP TABLE audit_entries; --`;
    await post({ ...good, text }).expect(201);
    const stored = await service.app.get(DataSource).getRepository(AuditEntry).findOneBy({ entityId: text });
    expect(stored?.after).toMatchObject({ text });
  });

  it('does not write personal values into the book of changes', async () => {
    await post({ ...good, text: 'with contact', contact: '13800000000' }).expect(201);
    const stored = await service.app
      .get(DataSource)
      .getRepository(AuditEntry)
      .findOneByOrFail({ entityId: 'with contact' });
    expect(JSON.stringify(stored)).not.toContain('13800000000');
    expect(stored.after).toMatchObject({ contact: '[personal]' });
  });

  it('tells unknown addresses, unknown things and wrong methods apart from faults of its own', async () => {
    const get = (path: string) => api().get(path).set('authorization', `Bearer ${TOKEN}`);
    expect((await get('/api/v1/nothing')).body.code).toBe('ROUTE_UNKNOWN');
    expect((await get('/api/v1/notes/none')).body.code).toBe('NOT_FOUND');
    expect((await get('/api/v1/notes/%00')).body.code).toBe('TEXT_NOT_STORABLE');
    expect((await get(`/api/v1/notes/${'x'.repeat(300)}`)).status).toBe(400);
    expect((await get('/api/v1/notes/%E0%A4%A')).status).toBe(400);
    const put = await api().put('/api/v1/notes').set('authorization', `Bearer ${TOKEN}`).send({});
    expect([put.status, put.body.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(put.headers.allow).toBe('GET, HEAD, POST');
  });

  it('hides what went wrong inside, and rolls the whole request back', async () => {
    const before = await entries();
    const answer = await post({ ...good, text: 'burn' });
    expect([answer.status, answer.body.code]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(answer.body)).not.toContain('10.0.0.7');
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
    expect(await entries()).toBe(before);
  });

  it('speaks Chinese unless English is asked for; the code stays', async () => {
    const chinese = await post({}, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' });
    const english = await post({}, { 'accept-language': 'en-GB' });
    expect(chinese.body.title).toBe('填写的内容有误');
    expect(english.body.title).toBe('Some values cannot be accepted');
    expect(chinese.body.code).toBe(english.body.code);
    expect(chinese.body.errors[0].message).not.toBe(english.body.errors[0].message);
    const kind = await api().get(chinese.body.type).set('accept-language', 'en').expect(200);
    expect(kind.body).toEqual({
      type: '/api/problems/validation-failed',
      code: 'VALIDATION_FAILED',
      status: 400,
      title: 'Some values cannot be accepted',
    });
    await api().get('/api/problems/none').expect(404);
  });

  it('pages without gaps or repeats, and refuses a foreign cursor', async () => {
    for (let index = 0; index < 7; index++) await post({ ...good, text: `page ${index}` }).expect(201);
    const page = (cursor: string | null) =>
      api()
        .get(`/api/v1/notes?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`)
        .set('authorization', `Bearer ${TOKEN}`)
        .expect(200);
    const seen: string[] = [];
    for (let cursor: string | null = '', first = true; first || cursor !== null; first = false) {
      const { body } = await page(first ? null : cursor);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor as string | null;
    }
    expect(seen.length).toBe(await entries());
    expect(new Set(seen).size).toBe(seen.length);
    for (const foreign of ['x', 'WyJhIiwiYiJd', encodeURIComponent('\u0000')]) {
      const answer = await api()
        .get(`/api/v1/notes?cursor=${foreign}`)
        .set('authorization', `Bearer ${TOKEN}`);
      expect(answer.status).toBe(400);
    }
    const limit = await api().get('/api/v1/notes?limit=201').set('authorization', `Bearer ${TOKEN}`);
    expect(limit.body.errors[0]).toMatchObject({ parameter: 'limit' });
  });

  it('guards changes by the version that was seen', async () => {
    const change = (headers: Record<string, string>) =>
      api()
        .patch('/api/v1/notes/known')
        .set({ authorization: `Bearer ${TOKEN}`, ...headers })
        .send({});
    expect((await change({})).body.code).toBe('VERSION_REQUIRED');
    expect((await change({ 'if-match': '"2"' })).body.code).toBe('VERSION_MISMATCH');
    expect((await change({ 'if-match': 'nonsense' })).body.code).toBe('VERSION_MISMATCH');
    const changed = await change({ 'if-match': '"3"' });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"4"']);
    const get = api().get('/api/v1/notes/known').set('authorization', `Bearer ${TOKEN}`);
    expect((await get.set('if-none-match', '"3"')).status).toBe(304);
  });

  it('does a repeated POST once, also when all repeats come at the same moment', async () => {
    const before = await entries();
    const key = { 'idempotency-key': 'k-1' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(good, key)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(5);
    expect(await entries()).toBe(before + 1);
  });

  it('refuses a key for another body or another query, and lets a failed request be repeated', async () => {
    const key = { 'idempotency-key': 'k-2' };
    await post({ text: '' }, key).expect(400);
    await post(good, key).expect(201);
    const other = await post({ ...good, money: { fen: 9 } }, key);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const elsewhere = await api()
      .post('/api/v1/notes?dryRun=true')
      .set({ authorization: `Bearer ${TOKEN}`, ...key })
      .send(good);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('describes itself as OpenAPI 3.1 with the fields of the contracts', async () => {
    const { body } = await api().get('/api/docs-json').expect(200);
    expect(body.openapi).toMatch(/^3\.1/);
    const schema = body.paths['/api/v1/notes'].post.requestBody.content['application/json'].schema;
    expect(JSON.stringify(schema)).toContain('"fen"');
    await api()
      .get('/api/docs/')
      .expect(200)
      .expect('content-type', /text\/html/);
  });
});

import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import request from 'supertest';
import { type Server } from 'node:http';
import { startTestApp, type TestApp } from '../support/app.js';
import { slowness } from '../support/regex/growth.js';
import { registeredRoutes } from '../support/routes.js';

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<Record<string, Response>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
  readonly tags: readonly { readonly name: string }[];
}

describe('the OpenAPI document', () => {
  let service: TestApp;
  let document: Document;
  let operations: { readonly route: string; readonly operation: Operation }[];
  const read = async (server: Server): Promise<Document> =>
    (await request(server).get('/api/docs.json').expect(200)).body as Document;

  beforeAll(async () => {
    service = await startTestApp();
    document = await read(service.server);
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
  });
  afterAll(() => service.close());

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has no pattern that takes more than linear time', () => {
    const patterns = new Set<string>();
    JSON.stringify(document, (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string') patterns.add(value);
      return value;
    });
    expect(patterns.size).toBeGreaterThan(2);
    const slow = [...patterns].flatMap((pattern) => slowness(pattern, 'u') ?? []);
    expect(slow).toEqual([]);
  });

  it('describes every route that the service has, and no other', () => {
    const routes = registeredRoutes(service).map(
      ({ method, template }) => `${method} ${template.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(operations.map(({ route }) => route).sort()).toEqual(routes.sort());
  });

  it('gives every operation an id, a sentence, a known tag and schemas for all that goes in and out', () => {
    const tags = new Set(document.tags.map(({ name }) => name));
    const faults = operations.flatMap(({ route, operation }) => {
      const { operationId, summary, parameters, requestBody, responses } = operation;
      const bare = [
        ...parameters.filter(({ schema }) => Object.keys(schema ?? {}).length === 0).map(({ name }) => name),
        ...Object.entries(requestBody?.content ?? {})
          .filter(([, { schema }]) => schema === undefined)
          .map(([type]) => type),
        ...Object.entries(responses)
          .filter(([status, { $ref, content }]) => {
            if ($ref !== undefined || status === '204') return false;
            const schemas = Object.values(content ?? {}).map(({ schema }) => schema);
            return schemas.length === 0 || schemas.includes(undefined);
          })
          .map(([status]) => status),
      ];
      const words = operationId === undefined || summary === undefined ? ['no id or sentence'] : [];
      const foreign = (operation.tags ?? ['none']).filter((tag) => !tags.has(tag));
      return [...bare, ...words, ...foreign].map((fault) => `${route}: ${fault}`);
    });
    expect(faults).toEqual([]);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what fields mean, in a patch too', () => {
    const meaningOf = (schema: string) =>
      (document.components.schemas[schema] as { properties: Record<string, { description?: string }> })
        .properties.minRestMinutes?.description;
    expect(meaningOf('Volunteer')).toContain('minutes');
    expect(meaningOf('VolunteerPatch')).toBe(meaningOf('Volunteer'));
  });

  it('tells of each change that it needs If-Match, and what happens without', () => {
    const changing = operations.filter(
      ({ route }) => /^(?:PUT|PATCH) /.test(route) || / .*publish$/.test(route),
    );
    expect(changing.length).toBeGreaterThan(20);
    for (const { route, operation } of changing) {
      expect([route, operation.parameters.map(({ name }) => name).includes('If-Match')]).toEqual([
        route,
        true,
      ]);
      expect([route, Object.keys(operation.responses)]).toEqual([
        route,
        expect.arrayContaining([
          ...(route.includes('{') ? ['404'] : []),
          ...['400', '401', '403', '409', '412', '422', '428', '429', 'default'],
        ]),
      ]);
      expect([route, Object.keys(operation.responses['200']?.headers ?? {})]).toEqual([route, ['ETag']]);
    }
  });

  it('takes no member that it does not describe, at any depth', async () => {
    const open: string[] = [];
    const visit = (schema: unknown, where: string, seen: ReadonlySet<string>): void => {
      if (typeof schema !== 'object' || schema === null) return;
      if (Array.isArray(schema)) {
        schema.forEach((part, at) => visit(part, `${where}/${at}`, seen));
        return;
      }
      const { $ref, type, properties, additionalProperties } = schema as Record<string, unknown>;
      if (typeof $ref === 'string') {
        const name = $ref.split('/').at(-1) ?? '';
        if (!seen.has(name)) visit(document.components.schemas[name], name, new Set([...seen, name]));
        return;
      }
      // Either the members are named and no others are taken, or any are and their values are described.
      const isClosed = additionalProperties === false || typeof additionalProperties === 'object';
      if ((type === 'object' || properties !== undefined) && !isClosed) open.push(where);
      for (const [key, part] of Object.entries(schema)) visit(part, `${where}/${key}`, seen);
    };
    const bodies = operations.flatMap(({ route, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : [{ route, schema }];
    });
    expect(bodies.length).toBeGreaterThan(40);
    for (const { route, schema } of bodies) visit(schema, route, new Set());
    expect([...new Set(open)]).toEqual([]);

    for (const { route } of bodies) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await request(service.server)
        [method.toLowerCase() as 'post'](path.replace(/\{\w+\}/g, 'nothing'))
        .set('if-match', '*')
        .send({ role_of_mine: 'admin' });
      // What depends on a kind is asked for the kind first.
      expect([route, answer.status, JSON.stringify(answer.body)]).toEqual([
        route,
        400,
        expect.stringMatching(/role_of_mine|must be one of|invalid_union/),
      ]);
    }
  });

  it('describes answers as they are', async () => {
    const api = () => request(service.server);
    const community = await api()
      .post('/api/v1/communities')
      .send({ id: 'c1', name: '安贞里社区' })
      .expect(201);
    const page = await api().get('/api/v1/communities?count=true').expect(200);
    const refused = await api().post('/api/v1/communities').send({}).expect(400);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'heli', components: document.components });
    const faultsOf = (name: string, answer: unknown) => {
      const fits = ajv.compile({ $ref: `heli#/components/schemas/${name}` });
      fits(answer);
      return fits.errors ?? [];
    };
    expect(faultsOf('Community', community.body)).toEqual([]);
    expect(faultsOf('CommunityPage', page.body)).toEqual([]);
    expect(faultsOf('ProblemDetails', refused.body)).toEqual([]);
    expect(faultsOf('Community', page.body)).not.toEqual([]);
  });

  it('asks for the token where the service does', async () => {
    const guarded = await startTestApp({ env: { HELI_API_TOKEN: 'a-token-of-the-council' } });
    try {
      expect(await read(guarded.server)).toMatchObject({ security: [{ bearer: [] }] });
      expect(document).toMatchObject({ security: [{}, { bearer: [] }] });
    } finally {
      await guarded.close();
    }
  });
});

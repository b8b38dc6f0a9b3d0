import { type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { permissionOf } from '../../auth/permissions.js';
import { STATUS_OF_CODE } from '../../errors/index.js';
import { openApiSchema } from './names.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Body = NonNullable<Operation['requestBody']>;
type Responses = Operation['responses'];
type Parameter = NonNullable<Operation['parameters']>[number];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** RFC 9457, as `problem.filter.ts` writes it. */
const problemDetails = z.object({
  type: z.string().describe('Address of a page about this kind of problem'),
  title: z.string().describe('What kind of problem it is, in the language of Accept-Language'),
  status: z.int(),
  code: z
    .enum(Object.keys(STATUS_OF_CODE))
    .describe('Never changes its meaning; later releases may have more of them'),
  detail: z.string().describe('This very case, for a person'),
  instance: z.string().describe('Path that was asked'),
  requestId: z.string().describe('Finds the case in the log; also in the header X-Request-Id'),
  errors: z
    .array(
      z.looseObject({
        pointer: z.string().describe('JSON pointer (RFC 6901) into the body'),
        code: z.string(),
        message: z.string().describe('What is wrong and what would be right'),
        parameter: z.string().optional().describe('Part of the address, or header'),
      }),
    )
    .optional()
    .describe('All that is wrong with the request, at once'),
});

/** What may be wrong, by status, and the name that the document has for it. */
const REFUSALS = {
  400: ['Malformed', 'The request cannot be read, or values in it cannot be accepted'],
  401: ['Unauthenticated', 'The access token is missing or wrong'],
  403: ['Forbidden', 'The role does not allow it'],
  404: ['NotFound', 'There is no such thing'],
  409: ['Conflict', 'It clashes with what is there: taken, in use, or not possible in the present state'],
  412: ['VersionMismatch', 'Somebody changed it since the version of If-Match'],
  413: ['TooLarge', 'The body is too large'],
  415: ['ContentType', 'The content type is not supported'],
  422: ['Refused', 'It names what is not known, or breaks a rule'],
  428: ['VersionRequired', 'If-Match is missing'],
  429: ['TooManyRequests', 'Too many requests of one address; `Retry-After` says when to go on'],
} as const;

type Refusal = keyof typeof REFUSALS;

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request, for two days: one effect, and the first answer again',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const header = (description: string) => ({ description, schema: { type: 'string' } as const });

/** Adds to the document what is true of routes because of what they are. */
export function completed(document: OpenAPIObject): OpenAPIObject {
  const problem = openApiSchema(problemDetails, { schemaType: 'output' });
  if (problem === undefined) throw new Error('The schema of problems is no contract');
  const schemas = { ...document.components?.schemas, ProblemDetails: problem.schema };
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } },
  };
  const paths: Paths = {};
  for (const [path, item] of Object.entries(document.paths)) {
    const whole = { ...item };
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) whole[method] = completedOperation(path, method, operation, schemas);
    }
    paths[path] = whole;
  }
  return {
    ...document,
    paths,
    components: {
      ...document.components,
      schemas,
      responses: {
        ...Object.fromEntries(
          Object.values(REFUSALS).map(([name, description]) => [name, { description, content }]),
        ),
        Failed: { description: 'A fault of the service; `code` says which', content },
      },
    },
  };
}

function completedOperation(
  path: string,
  method: (typeof METHODS)[number],
  operation: Operation,
  schemas: Readonly<Record<string, unknown>>,
): Operation {
  const parameters = [...(operation.parameters ?? [])];
  if (method === 'post') parameters.push(IDEMPOTENCY_KEY);
  const named = (name: string): boolean => parameters.some((one) => 'name' in one && one.name === name);
  const inApi = path.startsWith('/api/v1');
  const statuses: Refusal[] = [
    400,
    ...(inApi ? [401 as const, 403 as const, 429 as const] : []),
    ...(path.includes('{') ? [404 as const] : []),
    ...(method === 'get' ? [] : [409 as const, 422 as const]),
    ...(operation.requestBody ? [413 as const, 415 as const] : []),
    ...(named('If-Match') ? [412 as const, 428 as const] : []),
  ];
  const refusals = Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${REFUSALS[status][0]}` }]),
  );
  return {
    ...operation,
    parameters,
    ...(operation.requestBody ? { requestBody: withForm(operation.requestBody) } : {}),
    responses: {
      ...withHeaders(operation.responses, schemas),
      ...refusals,
      default: { $ref: '#/components/responses/Failed' },
    },
    ...accessTo(path, method),
  };
}

const BY_COOKIE: ReadonlySet<string> = new Set(['/api/v1/auth/refresh', '/api/v1/auth/sign-out']);

/** Who may call it, from the permission matrix: `x-roles` names the roles, `security` what has to be shown. */
function accessTo(path: string, method: (typeof METHODS)[number]): object {
  const template = path.replace(/\{(\w+)\}/g, ':$1');
  const permission = permissionOf(method.toUpperCase(), template, {});
  switch (permission?.for) {
    case undefined:
      return {};
    case 'anyone':
      return { security: BY_COOKIE.has(path) ? [{}, { cookie: [] }] : [] };
    case 'signed-in':
      return { 'x-roles': ['signed-in'] };
    case 'platform':
      return { 'x-roles': ['platform'] };
    case 'roles':
      return { 'x-roles': [...permission.roles, ...permission.own.map((role) => `own:${role}`)] };
  }
}

/** A form holds the file in a field; anything else is the file. */
function withForm(body: Body): Body {
  if ('$ref' in body || !('multipart/form-data' in body.content)) return body;
  const form = {
    type: 'object' as const,
    properties: { file: { type: 'string' as const, format: 'binary' } },
    required: ['file'],
  };
  return { ...body, content: { ...body.content, 'multipart/form-data': { schema: form } } };
}

/** Things with a version carry it as ETag; new ones have an address. */
function withHeaders(responses: Responses, schemas: Readonly<Record<string, unknown>>): Responses {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]): [string, Responses[string]] => {
      if (response === undefined || '$ref' in response) return [status, response];
      const schema = resolved(response.content?.['application/json']?.schema, schemas);
      const headers = {
        ...(schema?.properties?.version === undefined
          ? {}
          : { ETag: header('The version, for If-Match and If-None-Match') }),
        ...(status === '201' || status === '202' ? { Location: header('Where it is') } : {}),
      };
      return [status, Object.keys(headers).length === 0 ? response : { ...response, headers }];
    }),
  );
}

function resolved(
  schema: object | undefined,
  schemas: Readonly<Record<string, unknown>>,
): { properties?: Record<string, unknown> } | undefined {
  if (schema === undefined || !('$ref' in schema)) return schema;
  const name = String(schema.$ref).replace('#/components/schemas/', '');
  return schemas[name] as { properties?: Record<string, unknown> } | undefined;
}

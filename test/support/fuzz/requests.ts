import { gzipSync } from 'node:zlib';
import { type Random } from '@heli/generator';
import { type Operation, type Parameter, type Schema, type Surface } from './operations.js';
import { calendarFile, csvFile, xlsxFile } from './tables-and-calendars.js';
import { nastyText } from './texts.js';
import { type Things } from './things.js';
import { Values } from './values.js';
import { type Sent } from './wire.js';

/** Somebody who calls, by the name that a failure shows. */
export interface Caller {
  readonly name: string;
  /** Null: nobody. */
  readonly token: string | null;
}

const IF_MATCH = [
  '*',
  '"1"',
  '"2"',
  'W/"1"',
  '"999999999"',
  '"1", "2"',
  '""',
  '1',
  '"-1"',
  '"1e3"',
  '"',
  ','.repeat(500),
];
const CURSORS = [
  '""',
  '[]',
  '{}',
  '["id","x"]',
  '["id",null]',
  '["id",{"a":1}]',
  '["-createdAt,id","2013-01-01","x"]',
  '["-createdAt,id","no date","x"]',
  '["createdAt,id","9999999999999999","x"]',
  '["id","\\u0000"]',
  '["id","\\ud800"]',
  '["id",1e400]',
  '["id",true]',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND'];

/** Requests for one operation: some as it is described, some near it, some nothing of the kind. */
export class Requests {
  constructor(
    private readonly surface: Surface,
    private readonly random: Random,
    private readonly things: Things,
    /** Things of the pool that is asked about. */
    private readonly alike: readonly object[],
    private readonly files: readonly Buffer[],
  ) {}

  /** @param caller whose token it shows */
  of(operation: Operation, caller: Caller): Sent {
    const { random } = this;
    const wrongness = random.weighted<number>([
      [0, 5],
      [0.03, 4],
      [0.25, 2],
    ]);
    const values = new Values(this.surface, random, (field) => this.things.named(field), wrongness);
    const method = random.chance(0.04) ? random.pick(METHODS) : operation.method;
    const { body, headers } = this.bodyOf(operation, values, wrongness);
    return {
      method,
      target: this.targetOf(operation, values, wrongness),
      headers: [
        ['Host', 'localhost'],
        ['Connection', 'close'],
        ...(caller.token === null ? [] : ([['Authorization', `Bearer ${caller.token}`]] as const)),
        ...this.conditions(operation, wrongness),
        ...headers,
        ...this.strangeHeaders(),
      ],
      body,
    };
  }

  private targetOf({ path, parameters }: Operation, values: Values, wrongness: number): string {
    const { random } = this;
    const isWrong = (): boolean => random.chance(wrongness);
    const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => {
      if (isWrong()) return random.chance(0.3) ? random.pick(BROKEN_SEGMENTS) : escaped(nastyText(random));
      const choices = this.things.inPath(path, name);
      return escaped(choices.length === 0 ? 'nothing' : random.pick(choices));
    });
    const query = parameters
      .filter((one) => one.in === 'query' && random.chance(one.required === true ? 0.95 : 0.35))
      .flatMap((one) => this.queryOf(one, values, wrongness));
    if (isWrong()) query.push(random.pick(STRANGE_QUERIES));
    const address = isWrong() ? random.pick(STRANGE_PATHS)(filled) : filled;
    return query.length === 0 ? address : `${address}?${query.join('&')}`;
  }

  private queryOf({ name, schema = {} }: Parameter, values: Values, wrongness: number): string[] {
    const { random } = this;
    // A question that is answered at once may take as long as it is given.
    if (name === 'timeMs') return [`timeMs=${random.chance(wrongness) ? '-1' : '100'}`];
    if (name === 'cursor')
      return [
        `cursor=${Buffer.from(random.pick(CURSORS)).toString('base64url')}${random.chance(0.1) ? '%ff' : ''}`,
      ];
    const value = values.of(schema, name);
    const one = `${name}=${escaped(typeof value === 'string' ? value : JSON.stringify(value))}`;
    return random.chance(wrongness) ? [one, one] : [one];
  }

  private conditions(operation: Operation, wrongness: number): (readonly [string, string])[] {
    const { random } = this;
    const asks = (name: string): boolean => operation.parameters.some((one) => one.name === name);
    return [
      ...(asks('If-Match') && random.chance(0.95)
        ? [['If-Match', random.chance(0.7) ? '*' : random.pick(IF_MATCH)] as const]
        : []),
      ...(asks('Idempotency-Key') && random.chance(0.3)
        ? [
            [
              'Idempotency-Key',
              random.chance(wrongness)
                ? headerText(nastyText(random))
                : random.pick(['again', `key-${random.int(0, 1_000_000)}`]),
            ] as const,
          ]
        : []),
    ];
  }

  private strangeHeaders(): (readonly [string, string])[] {
    const { random } = this;
    if (!random.chance(0.12)) return [];
    const name = random.pick(STRANGE_HEADERS);
    return [
      [name, random.chance(0.2) ? 'x'.repeat(random.pick([4_000, 20_000])) : headerText(nastyText(random))],
    ];
  }

  private bodyOf(
    { bodies }: Operation,
    values: Values,
    wrongness: number,
  ): { body: Buffer | null; headers: (readonly [string, string])[] } {
    const { random } = this;
    const types = Object.keys(bodies);
    if (types.length === 0 && !random.chance(wrongness / 2)) return { body: null, headers: [] };
    const type = types.length === 0 ? 'application/json' : random.pick(types);
    const written = this.written(type, bodies[type] ?? {}, values);
    const spoilt = random.chance(wrongness / 2) ? spoil(random, written) : written;
    const encoding = random.chance(wrongness / 3) ? random.pick(ENCODINGS) : null;
    const body = encoding === null ? spoilt : encoding.of(spoilt);
    const said = random.chance(wrongness / 2) ? random.pick(STRANGE_TYPES) : sayType(type);
    return {
      body,
      headers: [
        ...(said === '' ? [] : [['Content-Type', said] as const]),
        ...(encoding === null ? [] : [['Content-Encoding', encoding.name] as const]),
        ['Content-Length', String(body.length)],
      ],
    };
  }

  private written(type: string, schema: Operation['bodies'][string], values: Values): Buffer {
    const { random } = this;
    if (type === 'text/calendar') return calendarFile(random);
    if (type === 'text/csv' || type.startsWith('multipart/') || type.includes('spreadsheet')) {
      const file = random.weighted<() => Buffer>([
        [() => csvFile(random), 2],
        [() => xlsxFile(random), 2],
        [() => dented(random, random.pick(this.files)), 3],
      ])();
      return type.startsWith('multipart/') ? formOf(file) : file;
    }
    const sample = this.alike.length > 0 && random.chance(0.5) ? this.nearly(schema, values) : undefined;
    return Buffer.from(JSON.stringify(sample ?? values.of(schema, '')));
  }

  /** Something that is there, with a member or two of another value. */
  private nearly(schema: Schema, values: Values): object | undefined {
    const { random } = this;
    const { properties = {} } = this.surface.resolved(schema);
    const create = properties.create?.items;
    if (create !== undefined) return { create: [this.nearly(create, values)] };
    const known = Object.entries(random.pick(this.alike)).filter(([name]) => Object.hasOwn(properties, name));
    if (known.length === 0) return undefined;
    const changed = random.sample(Object.keys(properties), random.int(0, 2));
    const isNew = random.chance(0.5) ? [['id', `new-${random.int(0, 1_000_000)}`] as const] : [];
    return Object.fromEntries([
      ...known,
      ...(Object.hasOwn(properties, 'id') ? isNew : []),
      ...changed.map((name) => [name, values.of(properties[name] ?? {}, name)] as const),
    ]);
  }
}

const escaped = (text: string): string => {
  // Halves of surrogate pairs have no UTF-8; what a careless program sends for one is its three bytes (CESU-8).
  return Array.from(text, (character) =>
    /[\ud800-\udfff]/.test(character) && character.length === 1
      ? `%ED%${(0xa0 | ((character.charCodeAt(0) >> 6) & 0x1f)).toString(16)}%${(0x80 | (character.charCodeAt(0) & 0x3f)).toString(16)}`
      : encodeURIComponent(character),
  ).join('');
};

/** No line breaks: they would end the header, and what follows would be another one. */
const headerText = (text: string): string =>
  Buffer.from(text.replace(/[\r\n]/g, ' '))
    .toString('latin1')
    .slice(0, 9_000);

const BOUNDARY = 'border';
const sayType = (type: string): string =>
  type.startsWith('multipart/') ? `${type}; boundary=${BOUNDARY}` : type;
const formOf = (file: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`),
    file,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);

/** A file with a byte or two of another value, or cells of another content. */
function dented(random: Random, file: Buffer): Buffer {
  const dents = random.int(0, 3);
  if (file[0] === 0x50) {
    const copy = Buffer.from(file);
    for (let dent = 0; dent < dents; dent++) copy[random.int(0, copy.length - 1)] = random.int(0, 255);
    return copy;
  }
  const cells = file.toString('utf8').split(',');
  for (let dent = 0; dent < dents; dent++)
    cells[random.int(0, cells.length - 1)] = `"${nastyText(random).slice(0, 25_000).replaceAll('"', '""')}"`;
  return Buffer.from(cells.join(','));
}

function spoil(random: Random, bytes: Buffer): Buffer {
  return random.weighted<() => Buffer>([
    [() => bytes.subarray(0, random.int(0, bytes.length)), 3],
    [() => Buffer.concat([bytes, bytes]), 1],
    [() => Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]), 1],
    [() => Buffer.from('['.repeat(100_000)), 1],
    [() => Buffer.from(`{"a":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_001)}`), 1],
    [() => Buffer.from('{"id":"a","id":"b","name":"\\ud800"}'), 1],
    [() => Buffer.from('"text"'), 1],
    [() => Buffer.from('null'), 1],
    [() => Buffer.alloc(3 * 1024 * 1024, 'x'), 1],
  ])();
}

const ENCODINGS: readonly { readonly name: string; readonly of: (bytes: Buffer) => Buffer }[] = [
  { name: 'gzip', of: (bytes) => gzipSync(bytes) },
  { name: 'gzip', of: (bytes) => bytes },
  { name: 'gzip', of: () => gzipSync(Buffer.alloc(60 * 1024 * 1024, ' ')) },
  { name: 'br', of: (bytes) => bytes },
  { name: 'zstd', of: (bytes) => bytes },
  { name: 'gzip, gzip', of: (bytes) => gzipSync(gzipSync(bytes)) },
];

const STRANGE_TYPES = [
  '',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json; charset=x',
  'application/vnd.heli+json',
  'multipart/form-data',
  'multipart/form-data; boundary=""',
  'application/',
  '/',
];

const STRANGE_HEADERS = [
  ...[
    'Accept',
    'Accept-Language',
    'Accept-Encoding',
    'Authorization',
    'Cookie',
    'Range',
    'If-None-Match',
    'Referer',
  ],
  ...[
    'If-Modified-Since',
    'X-Request-Id',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'Origin',
    'Last-Event-ID',
    'X-Heli-Csrf',
  ],
  ...[
    'X-HTTP-Method-Override',
    'Forwarded',
    'traceparent',
    'Prefer',
    'bad name',
    'Content-Range',
    '__proto__',
  ],
];

const STRANGE_QUERIES = [
  'unknown=1',
  '__proto__=1',
  '__proto__[isAdmin]=true',
  'limit[]=1',
  'limit=1&limit=2',
  'sort=id&sort=name',
  'a'.repeat(3_000),
  '%',
  '%E0%A4%A',
  '=',
  '&&&',
  '?',
  ';',
  'limit=%00',
];

const BROKEN_SEGMENTS = [
  '%',
  '%zz',
  '%00',
  '%ff',
  '%c0%af',
  '..',
  '.',
  '%2e%2e',
  '%2e%2e%2f',
  '%252e',
  ';a=b',
  '*',
  '~',
  '@',
];

const STRANGE_PATHS: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.toUpperCase(),
  (path) => `${path}/../../..`,
  (path) => `http://elsewhere.example${path}`,
  (path) => `${path}#fragment`,
  (path) => path.replace('/api', '/api/.'),
  (path) => path.replace('/v1', '/v1%2f'),
  () => '*',
  () => '/',
  () => `/${'a/'.repeat(4_000)}`,
];

import { STATUS_OF_CODE } from '../../../src/errors/index.js';
import { type Caller } from './requests.js';
import { type Operation } from './operations.js';
import { type Received, type Sent } from './wire.js';

/** What an answer may not hold, whoever asked. */
const INSIDES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a stack trace', /\n\s*at .+:\d+:\d+|node_modules|\.ts:\d+/],
  ['a path of this machine', /\/(?:work|home|root|tmp|usr|var)\/[\w.-]+/],
  ['SQL', /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"]{1,200}\b(?:FROM|WHERE|VALUES|SET)\b/],
  [
    'a failure of a program',
    /QueryFailedError|TypeError|RangeError|is not a function|Cannot read prop|syntax error at/,
  ],
  ['a digest of a password', /\$argon2/],
];

export interface Secrets {
  /** May be in no answer. */
  readonly always: readonly string[];
  /** A whole telephone number, and the names of callers who may see it. */
  readonly phone: string;
  readonly seesPhone: ReadonlySet<string>;
  /** What people of the other town wrote themselves into things of this one. */
  readonly mentioned: Set<string>;
}

export interface Exchange {
  readonly operation: Operation;
  readonly caller: Caller;
  readonly sent: Sent;
  readonly received: Received;
  /** Tables that it changed. */
  readonly changed: readonly string[];
}

/** Everything that is wrong with an answer; none where nothing is. */
export function faultsOf(exchange: Exchange, secrets: Secrets): string[] {
  const { sent, received } = exchange;
  const faults = received.status === 0 ? ['it is not answered'] : [];
  const refused = received.status >= 400;
  if (received.status >= 500 && !isOwned(exchange)) faults.push(`status ${received.status}`);
  if (refused && sent.method !== 'HEAD') faults.push(...faultsOfProblem(exchange));
  const silent = changedSilently(exchange);
  if (silent.length > 0)
    faults.push(`it is ${refused ? 'refused' : 'a question'} and changed ${silent.join(', ')}`);
  return [...faults, ...leaksOf(exchange, secrets)];
}

/** 503 with a time to come again, and 504 of a question whose time is over, are answers. */
function isOwned({ operation, received }: Exchange): boolean {
  if (received.status === 503) return received.headers.has('retry-after');
  return received.status === 504 && operation.parameters.some(({ name }) => name === 'timeMs');
}

const isPage = ({ sent, received }: Exchange): boolean =>
  /^\/(?:answers|certificates)\//.test(sent.target) &&
  received.headers.get('content-type')?.startsWith('text/html') === true;

function faultsOfProblem(exchange: Exchange): string[] {
  const { received } = exchange;
  if (isPage(exchange)) return [];
  const type = received.headers.get('content-type') ?? 'none';
  if (!type.startsWith('application/problem+json')) return [`refused with content type ${type}`];
  const problem = JSON.parse(received.body.toString('utf8')) as Record<string, unknown>;
  const { code, status } = problem;
  const faults =
    typeof code === 'string' && Object.hasOwn(STATUS_OF_CODE, code) ? [] : [`code ${String(code)}`];
  if (status !== received.status) faults.push(`says status ${String(status)}`);
  for (const member of ['type', 'title', 'detail', 'instance', 'requestId'])
    if (typeof problem[member] !== 'string' || problem[member] === '') faults.push(`has no ${member}`);
  return faults;
}

/** Passwords that are asked for are counted where they are wrong, and a token that is shown twice ends its session. */
const MAY_NOTE = /^\/api\/v1\/(?:auth\/|me\/password)/;
/** When a key was last used. */
const ALWAYS_NOTED = new Set(['api_keys']);

function changedSilently({ sent, received, changed }: Exchange): readonly string[] {
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(sent.method);
  if (MAY_NOTE.test(sent.target) || (received.status < 400 && !isSafe)) return [];
  return changed.filter((table) => !ALWAYS_NOTED.has(table));
}

function leaksOf(
  { caller, sent, received }: Exchange,
  { always, phone, seesPhone, mentioned }: Secrets,
): string[] {
  const text = `${received.head}\n${received.body.toString('utf8')}`;
  const asked = `${decoded(sent.target)}\n${sent.headers.join('\n')}\n${sent.body?.toString('utf8') ?? ''}`;
  const leaks = INSIDES.filter(([, shape]) => {
    const [found] = shape.exec(text) ?? [];
    return found !== undefined && !asked.includes(found);
  }).map(([what]) => what);
  if (always.some((secret) => text.includes(secret) && !asked.includes(secret))) leaks.push('a secret');
  if (text.includes(phone) && !asked.includes(phone) && !seesPhone.has(caller.name))
    leaks.push('a telephone number');
  // A link shows what it is about to whoever holds it.
  if (caller.name.startsWith('north-') && !/^\/(?:answers|feeds|certificates)\//.test(sent.target)) {
    if (received.status < 400) for (const id of foreignIn(asked)) mentioned.add(id);
    const shown = foreignIn(text).find((one) => !mentioned.has(one) && !asked.includes(one));
    if (shown !== undefined) leaks.push(`something of the other town: ${shown}`);
  }
  return leaks.map((leak) => `it shows ${leak}`);
}

/** Ids and names of the other town. */
const foreignIn = (text: string): string[] =>
  [...text.matchAll(/south-[\w-]*|南方[\w-]*/g)].map(([found]) => found);

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** What was asked and what came, short enough to read and whole enough to ask again. */
export function told({ operation, caller, sent, received }: Exchange, faults: readonly string[]): string {
  const short = (text: string): string =>
    text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text;
  const headers = sent.headers.filter(
    ([name]) => !['Host', 'Connection'].includes(name) && !name.startsWith('Bearer'),
  );
  return [
    `${faults.join('; ')}: ${operation.method} ${operation.path} by ${caller.name}`,
    `  > ${sent.method} ${short(sent.target)} ${short(JSON.stringify(headers.map(([name, value]) => [name, name === 'Authorization' ? '…' : value])))}`,
    `  > ${short(sent.body?.toString('utf8') ?? '')}`,
    `  < ${received.status} ${short(received.body.toString('utf8'))}`,
  ].join('\n');
}

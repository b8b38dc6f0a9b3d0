import { addressOf } from './place';
import { problemOf, Unreachable } from './problem';
import { authorization, doubt } from './session';

export type Query = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>
>;

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Query;
  /** Sent as JSON, or as it is where it is text, a file or a form. */
  readonly body?: unknown;
  /** Version that the change is based on: `If-Match`. */
  readonly version?: number | '*';
  /** `Idempotency-Key`; every POST gets one of its own where it is left out. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** `/seasons` → address of `/api/v1/seasons` with its query; a path that begins with `//` is below the root, e.g. `//health/ready`. */
export function urlOf(path: string, query: Query = {}): string {
  const url = new URL(addressOf(path.startsWith('//') ? path.slice(2) : `api/v1${path}`));
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? (value as readonly (string | number)[]) : [value])
      url.searchParams.append(name, String(one));
  }
  return url.href;
}

const isRaw = (body: unknown): body is BodyInit =>
  typeof body === 'string' || body instanceof Blob || body instanceof FormData || body instanceof ArrayBuffer;

function headersOf(call: Call, bearer: string | null): Headers {
  const headers = new Headers({ 'accept-language': document.documentElement.lang, ...call.headers });
  if (bearer !== null) headers.set('authorization', bearer);
  if (call.body !== undefined && !isRaw(call.body)) headers.set('content-type', 'application/json');
  if (call.version !== undefined) headers.set('if-match', call.version === '*' ? '*' : `"${call.version}"`);
  if (call.method === 'POST') headers.set('idempotency-key', call.key ?? crypto.randomUUID());
  return headers;
}

/**
 * Any request to the service, with whoever is signed in.
 * @throws ApiProblem when it refuses, Unreachable when nothing comes back
 */
export async function send(path: string, call: Call = {}): Promise<Response> {
  const key = call.key ?? crypto.randomUUID();
  const attempt = async (): Promise<Response> => {
    const init: RequestInit = {
      method: call.method ?? 'GET',
      headers: headersOf({ ...call, key }, await authorization()),
    };
    if (call.signal !== undefined) init.signal = call.signal;
    if (call.body !== undefined) init.body = isRaw(call.body) ? call.body : JSON.stringify(call.body);
    try {
      return await fetch(urlOf(path, call.query), init);
    } catch (cause) {
      if (call.signal?.aborted === true) throw cause;
      throw new Unreachable('no answer', { cause });
    }
  };
  let response = await attempt();
  if (response.status === 401) {
    doubt();
    response = await attempt();
  }
  // 304: what was read before still holds.
  if (!response.ok && response.status !== 304) throw await problemOf(response);
  return response;
}

/** The JSON of an answer; undefined where it has none. */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const response = await send(path, options);
  const text = response.status === 204 ? '' : await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Saves what a route answers as a file, under the name that the service gives or the one given here. */
export async function download(path: string, fallbackName: string, query: Query = {}): Promise<void> {
  const response = await send(path, { query });
  const named = /filename\*=UTF-8''([^;]+)|filename="([^"]+)"/i.exec(
    response.headers.get('content-disposition') ?? '',
  );
  const name = named?.[1] === undefined ? (named?.[2] ?? fallbackName) : decodeURIComponent(named[1]);
  saveFile(await response.blob(), name);
}

export function saveFile(content: Blob, name: string): void {
  const href = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

import { randomUUID } from 'node:crypto';

/** A refusal of the service. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    where: string,
    detail: string,
  ) {
    super(`${where}: ${status} ${code} ${detail}`);
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const CONFLICTS: ReadonlySet<number> = new Set([404, 409, 412, 422]);

/** Somebody who works with the service over HTTP, as the console does. */
export class ServiceClient {
  constructor(
    private readonly address: string,
    private readonly bearer: string | null,
  ) {}

  /** The same service with another credential. */
  as(bearer: string): ServiceClient {
    return new ServiceClient(this.address, bearer);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.send<T>('PATCH', path, body);
  }

  /** All pages of a list. */
  async all<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await this.get<Page<T>>(
        `${path}${path.includes('?') ? '&' : '?'}limit=200${more}`,
      );
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return rows;
  }

  /** What may be done already, or no longer be possible: whether it was done now. */
  async attempt(path: string, body: object = {}): Promise<boolean> {
    try {
      await this.post(path, body);
      return true;
    } catch (error) {
      if (error instanceof Refused && CONFLICTS.has(error.status)) return false;
      throw error;
    }
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.address}/api/v1/${path}`, {
      method,
      headers: {
        'accept-language': 'zh-CN',
        ...(this.bearer === null ? {} : { authorization: `Bearer ${this.bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'if-match': '*' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) {
      const { code = '', detail = '' } = (answer ?? {}) as { code?: string; detail?: string };
      throw new Refused(response.status, code, `${method} ${path}`, detail);
    }
    return answer as T;
  }
}

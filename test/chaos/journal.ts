import { setTimeout as sleep } from 'node:timers/promises';
import { OPERATOR_KEY } from './stand.js';

/** What kinds of writes the traffic makes; checks know what each leaves behind (`effects.ts`). */
export type WriteKind =
  | 'volunteer'
  | 'import'
  | 'gift'
  | 'receipt'
  | 'reservation'
  | 'expense'
  | 'reversal'
  | 'run'
  | 'review'
  | 'publish'
  | 'accept'
  | 'decline'
  | 'sign-up';

/** A request that changes something. Its id is its Idempotency-Key and its X-Request-Id, however often it is sent. */
export interface Write {
  readonly kind: WriteKind;
  readonly path: string;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What somebody who sent it knows. */
export type Answer =
  | {
      readonly outcome: 'acknowledged';
      readonly status: number;
      readonly body: Readonly<Record<string, unknown>>;
    }
  | { readonly outcome: 'refused'; readonly status: number; readonly code: string }
  | { readonly outcome: 'unknown'; readonly why: string };

export class Entry {
  readonly answers: Answer[] = [];

  constructor(
    readonly id: string,
    readonly write: Write,
  ) {}

  /** The first acknowledgement. */
  get acknowledged(): Extract<Answer, { outcome: 'acknowledged' }> | undefined {
    return this.answers.find((answer) => answer.outcome === 'acknowledged');
  }

  /** Nobody waits to hear what became of it. */
  get settled(): boolean {
    return this.answers.some(({ outcome }) => outcome !== 'unknown');
  }
}

/** Refusals that speak of the moment alone. */
const ASK_AGAIN = ['CONCURRENT_CHANGE', 'TOO_MANY_REQUESTS'];
const PATIENCE_MS = 20_000;
const PAUSE_MS = 200;

/** Every write that was sent, with all that was heard of it. Kept by whoever sends, out of reach of every fault. */
export class Journal {
  readonly entries: Entry[] = [];
  /** Answers 500: the service was not prepared for something. */
  readonly surprises: { readonly asked: string; readonly requestId: string }[] = [];

  constructor(
    private readonly address: string,
    /** Part of every id, so that two runs on one database do not meet. */
    private readonly label: string,
  ) {}

  /** Writes it down, then sends it. */
  async send(write: Write | ((id: string) => Write)): Promise<Entry> {
    const id = `${this.label}-${this.entries.length + 1}`;
    const entry = new Entry(id, typeof write === 'function' ? write(id) : write);
    this.entries.push(entry);
    await this.deliver(entry);
    return entry;
  }

  /** Sends it (again). */
  async deliver(entry: Entry): Promise<Answer> {
    const { path, body, headers = {} } = entry.write;
    const answer = await this.ask(path, {
      method: 'POST',
      headers: {
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
        'idempotency-key': entry.id,
        'x-request-id': entry.id,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    entry.answers.push(answer);
    return answer;
  }

  /** Sends what nobody knows the fate of until somebody says. @returns what stayed unknown for so long */
  async settle(patienceMs: number): Promise<Entry[]> {
    const until = Date.now() + patienceMs;
    for (const entry of this.entries) {
      while (!entry.settled && Date.now() < until) {
        if ((await this.deliver(entry)).outcome === 'unknown') await sleep(PAUSE_MS);
      }
    }
    return this.entries.filter(({ settled }) => !settled);
  }

  /** Reads; undefined where no answer came. */
  async read<T>(path: string): Promise<T | undefined> {
    const answer = await this.ask(path, { method: 'GET' });
    return answer.outcome === 'acknowledged' ? (answer.body as T) : undefined;
  }

  /** A request to an address of the service as it is given, e.g. of a link in a message. */
  async ask(
    path: string,
    init: { method: string; headers?: Readonly<Record<string, string>>; body?: string },
  ): Promise<Answer> {
    const address = path.startsWith('/') ? path : `/api/v1/${path}`;
    let text: string;
    let status: number;
    try {
      const response = await fetch(`${this.address}${address}`, {
        ...init,
        headers: { authorization: `Bearer ${OPERATOR_KEY}`, accept: 'application/json', ...init.headers },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      return { outcome: 'unknown', why: reasonOf(error) };
    }
    return this.understood(`${init.method} ${address}`, status, text);
  }

  private understood(asked: string, status: number, text: string): Answer {
    const body = parsed(text);
    if (body === undefined) return { outcome: 'unknown', why: `${status} with half an answer` };
    if (status < 300) return { outcome: 'acknowledged', status, body };
    const code = typeof body.code === 'string' ? body.code : String(status);
    if (status === 500) this.surprises.push({ asked, requestId: String(body.requestId) });
    if (status >= 500 || ASK_AGAIN.includes(code)) return { outcome: 'unknown', why: code };
    return { outcome: 'refused', status, code };
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A cut answer is no answer.
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
}

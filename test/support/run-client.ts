import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_RUN_STATES, type PlanView, type RunRequest, type RunView } from '@heli/contracts';
import request from 'supertest';

/** Each look costs both sides some milliseconds of work. */
const BETWEEN_LOOKS_MS = 200;

export interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly data: RunView;
}

/** What a council's program does with the API of runs. */
export class RunClient {
  private readonly http: ReturnType<typeof request.agent>;

  /** @param key where the service asks who calls */
  constructor(
    private readonly server: Server,
    key?: string,
  ) {
    this.http = request.agent(server);
    if (key !== undefined) this.http.set('authorization', `Bearer ${key}`);
  }

  async start(seasonId: string, body: Partial<RunRequest> = {}): Promise<RunView> {
    const answer = await this.http.post(`/api/v1/seasons/${seasonId}/runs`).send(body);
    if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
    return answer.body as RunView;
  }

  async run(id: string): Promise<RunView> {
    return (await this.http.get(`/api/v1/runs/${id}`).expect(200)).body as RunView;
  }

  async plan(id: string | null): Promise<PlanView> {
    return (await this.http.get(`/api/v1/plans/${String(id)}`).expect(200)).body as PlanView;
  }

  /** Looks a draft through and publishes it by the resolution of that number. */
  async publish(planId: string | null, number = '2013-1'): Promise<PlanView> {
    const address = `/api/v1/plans/${String(planId)}`;
    await this.http.post(`${address}/review`).set('if-match', '*').send({}).expect(200);
    const answer = await this.http
      .post(`${address}/publish`)
      .set('if-match', '*')
      .send({ resolution: { number, decidedOn: '2013-02-20' } });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body as PlanView;
  }

  /** Waits until the run is as wished. */
  async until(id: string, wished: (run: RunView) => boolean, patienceMs = 150_000): Promise<RunView> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const { status, body } = await this.http.get(`/api/v1/runs/${id}`);
      if (status === 200 && wished(body as RunView)) return body as RunView;
      if (Date.now() > end) throw new Error(`The run stayed at ${JSON.stringify(body)}`);
      await sleep(BETWEEN_LOOKS_MS);
    }
  }

  untilOver(id: string): Promise<RunView> {
    return this.until(id, (run) => FINAL_RUN_STATES.includes(run.state));
  }

  /** In the middle: a worker has it, and has told how far it is. */
  untilHalfWay(id: string): Promise<RunView> {
    return this.until(id, (run) => run.state === 'running' && run.progress !== null);
  }

  /** All events of a run until the stream ends, or `stop` says enough. */
  async events(
    id: string,
    options: { lastEventId?: string; stop?: (event: ServerEvent) => boolean } = {},
  ): Promise<ServerEvent[]> {
    const { port } = this.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/runs/${id}/events`, {
      headers: options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId },
    });
    if (answer.body === null) throw new Error('no stream');
    const events: ServerEvent[] = [];
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of answer.body) {
      text += decoder.decode(bytes as Uint8Array, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const event = parseEvent(message);
        if (event === undefined) continue;
        events.push(event);
        // Leaving the loop closes the connection, as a watcher does who goes away.
        if (options.stop?.(event) === true) return events;
      }
    }
    return events;
  }
}

function parseEvent(message: string): ServerEvent | undefined {
  const fields = new Map(
    message.split('\n').map((line): [string, string] => {
      const [name = '', ...rest] = line.split(':');
      return [name, rest.join(':').trim()];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id') ?? '',
    data: JSON.parse(data) as RunView,
  };
}

import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { generateDataset } from '@heli/generator';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../support/app.js';
import { type ServiceProcess, startWorkerProcess } from '../support/processes.js';
import { RunClient } from '../support/run-client.js';
import { storeSeason } from '../support/season.js';

interface Received {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<Received, 'service' | 'facts'> & {
        readonly attributes: readonly Attribute[];
      })[];
    }[];
  }[];
}

const factsOf = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  return message.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
}

/** What stands at the other end of OTLP over HTTP, with JSON. */
class Receiver {
  readonly spans: Received[] = [];
  private readonly server: Server = createServer((message, answer) => {
    void bodyOf(message).then((bytes) => {
      for (const { resource, scopeSpans } of (JSON.parse(bytes.toString()) as Export).resourceSpans) {
        const service = String(factsOf(resource.attributes)['service.name']);
        for (const { attributes, ...span } of scopeSpans.flatMap(({ spans }) => spans))
          this.spans.push({ ...span, service, facts: factsOf(attributes) });
      }
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('a trace', () => {
  const receiver = new Receiver();
  let api: TestApp;
  let worker: ServiceProcess;

  beforeAll(async () => {
    const settings = { NODE_ENV: 'test', OTEL_EXPORTER_OTLP_ENDPOINT: await receiver.open() };
    api = await startTestApp({ env: settings });
    worker = await startWorkerProcess({
      ...settings,
      DATABASE_URL: api.database.url,
      HELI_LOG_LEVEL: 'warn',
      HELI_SOLVER_THREADS: '1',
    });
  });
  afterAll(async () => {
    await worker.end('SIGTERM');
    await api.close();
    receiver.close();
  });

  it('leads from the request of whoever called to each block that was solved for it', async () => {
    const season = generateDataset({
      seed: 2013,
      volunteers: 60,
      activities: 16,
      communities: 2,
      roamingShare: 0.4,
    });
    const seasonId = await storeSeason(api.app.get(DataSource), season);
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { body } = await request(api.server)
      .post(`/api/v1/seasons/${seasonId}/runs`)
      .set('traceparent', `00-${traceId}-00f067aa0ba902b7-01`)
      .send({})
      .expect(202);
    const { id: runId } = body as { id: string };
    expect((await new RunClient(api.server).untilOver(runId)).state).toBe('succeeded');
    const ofTrace = (name: string): Received | undefined =>
      receiver.spans.find((span) => span.traceId === traceId && span.name === name);
    // Spans are sent some seconds after they ended.
    for (let tries = 0; tries < 400 && !(ofTrace('run') && ofTrace('solve block')); tries++) await sleep(50);

    const asked = ofTrace('POST /api/v1/seasons/:seasonId/runs');
    expect(asked).toMatchObject({ service: 'heli-api', parentSpanId: '00f067aa0ba902b7' });
    expect(asked?.facts).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/v1/seasons/:seasonId/runs',
      'http.response.status_code': 202,
    });
    const run = ofTrace('run');
    expect(run).toMatchObject({ service: 'heli-worker', parentSpanId: asked?.spanId });
    expect(run?.facts).toMatchObject({ 'heli.run.id': runId, 'heli.run.outcome': 'succeeded' });
    const block = ofTrace('solve block');
    const phase = receiver.spans.find(({ spanId }) => spanId === block?.parentSpanId);
    expect(phase?.name).toBe(`run ${String(block?.facts['heli.phase'])}`);
    expect(phase?.parentSpanId).toBe(run?.spanId);
    expect(block?.facts).toMatchObject({ 'heli.termination': 'converged', 'heli.gap': 0 });
    // Nothing else joined the trace: other requests have traces of their own.
    const others = receiver.spans.filter(({ name }) => name.startsWith('GET'));
    expect(others.every((span) => span.traceId !== traceId)).toBe(true);
  });
});

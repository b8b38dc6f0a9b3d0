import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type INestApplication, Logger } from '@nestjs/common';
import { type HeliConfig } from '../config/index.js';
import { AppError, codeAndSentence, isError } from '../errors/index.js';
import { HealthService } from './health/health.service.js';
import { Figures } from './metrics/figures.js';
import { mayScrape } from './metrics/scrape-access.js';

export interface HealthPort {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json',
  text: JSON.stringify(body),
});

/**
 * A port for those who run the process, API and worker alike: `/health/live`, `/health/ready` and `/metrics`. It is for
 * the inner network; with HELI_METRICS_TOKEN the figures ask for it here too.
 */
export async function openHealthPort(
  app: INestApplication,
  config: HeliConfig,
  port: number,
): Promise<HealthPort> {
  const logger = new Logger('HealthPort');
  const health = app.get(HealthService, { strict: false });
  const figures = app.get(Figures, { strict: false });
  const open = config.metricsToken === null;

  const answer = async ({ method, url = '/', headers }: IncomingMessage): Promise<Answer> => {
    if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'method not allowed' });
    switch (new URL(url, 'http://localhost').pathname) {
      case '/health/live':
        return json(200, { status: 'ok' });
      case '/health/ready': {
        const ready = await health.readiness();
        return json(ready.status === 'ok' || ready.status === 'degraded' ? 200 : 503, ready);
      }
      case '/metrics': {
        if (!open && !mayScrape(headers.authorization, config))
          return json(401, { status: 'a token is needed' });
        const { contentType, text } = await figures.page();
        return { status: 200, type: contentType, text };
      }
      default:
        return json(404, { status: 'there is no such address' });
    }
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    answer(request)
      .catch((error: unknown) => {
        logger.error(codeAndSentence(error), isError(error) ? error.stack : undefined);
        return json(500, { status: 'failed' });
      })
      .then(
        ({ status, type, text }) => {
          response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
          response.end(request.method === 'HEAD' ? undefined : text);
        },
        (error: unknown) => logger.error(codeAndSentence(error)),
      );
  });
  await listenAt(server, config.host, port);
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Probes ask at one port: another one that happens to be free would help nobody. */
function listenAt(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new AppError('CONFIG_INVALID', `HELI_HEALTH_PORT: ${port} at ${host} cannot be used`, { cause }),
      ),
    );
    server.listen(port, host, () => resolve());
  });
}

import { type INestApplication } from '@nestjs/common';
import { codeOf } from './errors/index.js';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Where the service can be reached. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** True when the wished port was taken and another one was used. */
  readonly moved: boolean;
}

const isPortProblem = (error: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes(codeOf(error) ?? '');

/** Whether this process may listen there now. Any other trouble with the address is for the real attempt to tell. */
function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(!isPortProblem(error)));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Listens on the wished port, or on any free one when it is taken or 0. */
export async function listen(app: INestApplication, host: string, port: number): Promise<Listening> {
  // Asked first, because the framework logs a refusal as an error although nothing is wrong.
  let moved = !(await canListen(host, port));
  try {
    await app.listen(moved ? 0 : port, host);
  } catch (error) {
    // Taken in between.
    if (moved || !isPortProblem(error)) throw error;
    moved = true;
    await app.listen(0, host);
  }
  const address = (app.getHttpServer() as Server).address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, port: address.port, moved };
}

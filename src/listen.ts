import { type INestApplication } from '@nestjs/common';
import { codeOf } from './errors/index.js';
import { type AddressInfo, type Server } from 'node:net';

/** Where the service can be reached. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** True when the wished port was taken and another one was used. */
  readonly moved: boolean;
}

const isPortProblem = (error: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes(codeOf(error) ?? '');

/** Listens on the wished port, or on any free one when it is taken or 0. */
export async function listen(app: INestApplication, host: string, port: number): Promise<Listening> {
  let moved = false;
  try {
    await app.listen(port, host);
  } catch (error) {
    if (!isPortProblem(error)) throw error;
    moved = true;
    await app.listen(0, host);
  }
  const address = (app.getHttpServer() as Server).address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, port: address.port, moved };
}

import { createServer, type Server, Socket } from 'node:net';
import { type AddressInfo } from 'node:net';

/** What a line does to those who talk over it. */
export type Weather =
  | { readonly kind: 'fair' }
  /** Every piece arrives so much later, in its order. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Nothing arrives and nobody is told, as when a machine fell off the net. */
  | { readonly kind: 'half-open' }
  /** A connection breaks after so many bytes of what was asked: the other side has a part of it. */
  | { readonly kind: 'cut-request'; readonly afterBytes: number }
  /** What was asked arrives whole; the connection breaks after so many bytes of the answer. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number };

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/** A TCP line between two parts that a fault can make slow, cut or leave hanging. */
export class Proxy {
  private weather: Weather = { kind: 'fair' };
  private readonly pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    private readonly target: () => number,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  /** @param target port on this machine, asked anew for every connection */
  static async start(target: () => number): Promise<Proxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new Proxy(server, target);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on, also for connections that are open. */
  turn(weather: Weather): void {
    this.weather = weather;
    for (const pair of this.pairs) this.halt(pair);
  }

  /** Fair again; what hung in half-open connections is lost with them, as when the system gives them up. */
  clear(): void {
    const hung = this.weather.kind === 'half-open';
    this.weather = { kind: 'fair' };
    if (hung) this.cut();
  }

  /** Breaks every open connection at once. */
  cut(): void {
    for (const pair of this.pairs) this.sever(pair);
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    const far = new Socket({ allowHalfOpen: true });
    const pair: Pair = { near, far };
    this.pairs.add(pair);
    for (const [socket, other, asks] of [
      [near, far, true],
      [far, near, false],
    ] as const) {
      let passed = 0;
      socket.setNoDelay(true);
      socket.on('data', (bytes: Buffer) => {
        passed += bytes.length;
        this.pass(pair, other, bytes, asks, passed);
      });
      socket.on('end', () => this.later(() => other.end()));
      // A broken line is what this is for: the other end hears of it.
      socket.on('error', () => this.sever(pair));
      socket.on('close', () => {
        this.pairs.delete(pair);
        if (!other.destroyed) this.later(() => other.destroy());
      });
    }
    far.connect(this.target(), '127.0.0.1');
    this.halt(pair);
  }

  private halt({ near, far }: Pair): void {
    for (const socket of [near, far]) {
      if (this.weather.kind === 'half-open') socket.pause();
      else socket.resume();
    }
  }

  private pass(pair: Pair, to: Socket, bytes: Buffer, asks: boolean, passed: number): void {
    const { weather } = this;
    const concerned = weather.kind === 'cut-request' ? asks : weather.kind === 'cut-answer' && !asks;
    if (concerned && 'afterBytes' in weather && passed > weather.afterBytes) {
      const rest = Math.max(0, bytes.length - (passed - weather.afterBytes));
      to.write(bytes.subarray(0, rest), () => this.sever(pair));
      return;
    }
    this.later(() => {
      if (to.writable) to.write(bytes);
    });
  }

  private later(step: () => void): void {
    if (this.weather.kind === 'slow') setTimeout(step, this.weather.delayMs);
    else step();
  }

  private sever({ near, far }: Pair): void {
    near.resetAndDestroy();
    far.resetAndDestroy();
  }
}

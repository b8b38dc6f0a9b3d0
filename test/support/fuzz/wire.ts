import { connect } from 'node:net';

/** What is sent, byte for byte: nothing between corrects it. */
export interface Sent {
  readonly method: string;
  /** Request target: path and query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
}

export interface Received {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly head: string;
  readonly body: Buffer;
}

/** Only to tell a service that hangs from one that works. */
const HANGS_MS = 120_000;
const HEAD_END = '\r\n\r\n';

/** One request on a connection of its own. */
export function exchange(port: number, { method, target, headers, body }: Sent): Promise<Received> {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const end = (): void => {
      socket.destroy();
      resolve(read(Buffer.concat(chunks)));
    };
    socket.setTimeout(HANGS_MS, () => {
      socket.destroy();
      reject(new Error(`${method} ${target} is not answered`));
    });
    socket.on('data', (bytes: Buffer) => {
      chunks.push(bytes);
      // A watched run has no end.
      if (chunks.length === 1 && /content-type: text\/event-stream/i.test(bytes.toString('latin1'))) end();
    });
    socket.once('end', end);
    // A service that refuses a body before it has read it closes the connection under our hands.
    socket.once('error', end);
    socket.write(
      Buffer.concat([Buffer.from(lines.join('\r\n') + HEAD_END, 'latin1'), body ?? Buffer.alloc(0)]),
    );
  });
}

function read(bytes: Buffer): Received {
  const at = bytes.indexOf(HEAD_END);
  const head = bytes.toString('latin1', 0, Math.max(0, at));
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const rest = at < 0 ? Buffer.alloc(0) : bytes.subarray(at + HEAD_END.length);
  const body = headers.get('transfer-encoding') === 'chunked' ? withoutChunks(rest) : rest;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, head, body };
}

/** RFC 9112, 7.1. */
function withoutChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || !(length > 0)) break;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
  return Buffer.concat(parts);
}

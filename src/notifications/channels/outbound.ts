import { type LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { codeOf, messageOf } from '../../errors/index.js';
import { ChannelError } from './channel.js';

/** An answer longer than this is not read to its end. */
const LONGEST_ANSWER = 64 * 1024;

/** Networks that nobody outside has a name for (RFC 6890), and what maps or tunnels IPv4 into IPv6. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address leads to this machine or into a private network. IPv4 in IPv6 counts as the IPv4 it is. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts to an address that a person gave. Private networks are refused where the connection is made, so that neither a
 * literal address nor a name, whatever it resolves to at that moment, leads there; redirects are not followed.
 * @param allowPrivate lets private addresses and plain http through
 * @throws ChannelError where there is no answer
 */
export async function post(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { allowPrivate, signal }: { readonly allowPrivate: boolean; readonly signal: AbortSignal },
): Promise<Answer> {
  const url = new URL(address);
  if (!mayBePosted(url, allowPrivate))
    throw new ChannelError(
      'ADDRESS_REFUSED',
      'permanent',
      'The address must be public and start with https://',
    );
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const progress = { sent: false };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const request = send(
        url,
        {
          method: 'POST',
          // No agent: a kept connection that the receiver closes meanwhile leaves open whether it has the message.
          agent: false,
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'heli' },
          signal,
          ...(allowPrivate ? {} : { lookup: publicLookup }),
        },
        (response) => {
          read(response).then(resolve, reject);
        },
      );
      request.once('error', reject);
      request.once('finish', () => (progress.sent = true));
      request.end(body);
    });
  } catch (cause) {
    if (cause instanceof ChannelError) throw cause;
    const reason = codeOf(cause) ?? messageOf(cause);
    // What was not sent whole cannot have been acted on; what was may have been.
    throw new ChannelError(
      'NO_ANSWER',
      progress.sent ? 'unknown' : 'temporary',
      `The receiver did not answer: ${reason}`,
      {
        cause,
      },
    );
  }
}

/** What can be told of an address by itself; where its name leads shows when the connection is made. */
export function mayBePosted({ protocol, hostname }: URL, allowPrivate: boolean): boolean {
  if (allowPrivate) return protocol === 'https:' || protocol === 'http:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:' && (isIP(host) === 0 || !isPrivateAddress(host));
}

function refusePrivate(address: string): void {
  if (isPrivateAddress(address))
    throw new ChannelError('ADDRESS_REFUSED', 'permanent', 'The address leads into a private network');
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { all: true, family: options.family ?? 0 }).then(
    (found: LookupAddress[]) => {
      const [first] = found;
      try {
        // One private address among several is enough: the next connection might take it.
        for (const { address } of found) refusePrivate(address);
        if (first === undefined) throw new ChannelError('NO_ANSWER', 'temporary', 'The name has no address');
      } catch (error) {
        callback(error as Error, '', 0);
        return;
      }
      if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    },
    (error: unknown) => callback(error as Error, '', 0),
  );
};

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_ANSWER) break;
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
}

/** @throws ChannelError unless the status says that it was taken */
export function assertTaken({ status }: Answer): void {
  if (status >= 200 && status < 300) return;
  // Behind a status of 500 and above the message may have been acted on, e.g. where a gateway lost the answer.
  const kind = status === 410 ? 'permanent' : status >= 500 ? 'unknown' : 'temporary';
  throw new ChannelError(`HTTP_${status}`, kind, `The receiver answered with status ${status}`);
}

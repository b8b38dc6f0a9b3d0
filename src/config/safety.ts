import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a secret looks as if a person had thought of it, or as if it stood in some manual. */
export function isWeakSecret(secret: string): boolean {
  const repeats = /^(.{1,16})\1+$/.test(secret);
  const known = /secret|password|change|example|12345|qwert/i.test(secret);
  return secret.length < 32 || new Set(secret).size < 12 || repeats || known;
}

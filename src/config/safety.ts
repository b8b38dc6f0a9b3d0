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

const KNOWN = /secret|password|change|example|12345|qwert/i;
/** What images, manuals and tutorials begin with. */
const FIRST_TRIED =
  /^(?:postgres|postgresql|heli|redis|admin|root|test|guest|default|pass|passwd|letmein|welcome|123456789?0?)$/i;

/** Whether a secret looks as if a person had thought of it, or as if it stood in some manual. */
export const isGuessable = (secret: string): boolean =>
  /^(.{1,16})\1+$/.test(secret) || KNOWN.test(secret) || new Set(secret).size < 8;

/** As `isGuessable`, of one that signs: what is signed can be tried against it without asking anybody. */
export const isWeakSecret = (secret: string): boolean =>
  secret.length < 32 || new Set(secret).size < 12 || isGuessable(secret);

/** Whether an address holds a password that is tried first. None at all means another way to tell who calls. */
export function hasDefaultPassword(address: string | undefined): boolean {
  if (address === undefined) return false;
  const { username, password } = new URL(address);
  if (password === '') return false;
  const plain = decodeURIComponent(password);
  return (
    plain.length < 8 || FIRST_TRIED.test(plain) || KNOWN.test(plain) || plain === decodeURIComponent(username)
  );
}

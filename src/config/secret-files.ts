import { readFileSync, statSync } from 'node:fs';
import { codeOf } from '../errors/inspect.js';

/** Settings that open something. Each may come from a file: `HELI_AUTH_SECRET_FILE=/run/secrets/auth`. */
export const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'HELI_API_TOKEN',
  'HELI_METRICS_TOKEN',
  'HELI_AUTH_SECRET',
  'HELI_OIDC_CLIENT_SECRET',
  'HELI_SMTP_URL',
] as const;

/** A secret is a line of text; what is larger is some other file. */
const MOST_BYTES = 64 * 1024;

/**
 * Settings with what the files of Docker's and Kubernetes' secrets hold; the line break at their end is none of it.
 * @returns `faults`: what is wrong with each file, in words that tell nothing of what it holds
 */
export function withSecretFiles(env: Readonly<Record<string, string>>): {
  readonly env: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
} {
  const faults: string[] = [];
  const read: Record<string, string> = {};
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`];
    if (path === undefined) continue;
    if (env[name] === undefined) {
      const { text, fault } = contentOf(path);
      if (fault === null) read[name] = text;
      else faults.push(`${name}_FILE: ${path} ${fault}`);
    } else faults.push(`${name}_FILE: ${name} is set too; take one of both`);
  }
  return { env: { ...env, ...read }, faults };
}

function contentOf(path: string): { text: string; fault: string | null } {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return { text: '', fault: `is larger than ${MOST_BYTES} bytes` };
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return { text, fault: text === '' ? 'is empty' : null };
  } catch (error) {
    return {
      text: '',
      fault: `cannot be read (${codeOf(error) ?? 'failed'})`,
    };
  }
}

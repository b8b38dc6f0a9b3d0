import { types } from 'node:util';

/** As `instanceof Error`, also for errors made in another realm (Node's own, seen from within Jest). */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || types.isNativeError(value);

/** `ENOENT`, `23505` …: what Node and PostgreSQL put into `code`. */
export function codeOf(value: unknown): string | undefined {
  const code = isError(value) && 'code' in value ? value.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export const messageOf = (value: unknown): string => (isError(value) ? value.message : 'unknown failure');

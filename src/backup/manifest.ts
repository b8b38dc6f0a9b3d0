import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, messageOf } from '../errors/index.js';
import { BackupError } from './backup-error.js';

export const MANIFEST = 'manifest.json';

const table = z.strictObject({
  name: z.string().regex(/^\w+$/),
  columns: z.array(z.string()).min(1),
  /** Rows in the text format of COPY, compressed by gzip. */
  file: z.string().regex(/^\w+\.copy\.gz$/),
  rows: z.int().min(0),
  /** Uncompressed. */
  bytes: z.int().min(0),
  /** Of the rows, uncompressed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupTable = z.infer<typeof table>;

/** What a backup holds: a folder with this file and one for each table. */
const manifest = z.strictObject({
  format: z.literal('heli-backup/1'),
  heli: z.string(),
  postgres: z.string(),
  createdAt: z.iso.datetime(),
  /** The version of the schema. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(table),
  sequences: z.array(z.strictObject({ name: z.string().regex(/^\w+$/), last: z.string().regex(/^\d+$/) })),
});
export type Manifest = z.infer<typeof manifest>;

/** @throws BackupError */
export async function readManifest(archive: string): Promise<Manifest> {
  const path = join(archive, MANIFEST);
  try {
    return manifest.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR')
      throw new BackupError({ kind: 'no-archive', path: archive }, { cause });
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new BackupError({ kind: 'manifest', path, why }, { cause });
  }
}

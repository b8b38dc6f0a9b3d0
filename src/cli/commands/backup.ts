import { resolve } from 'node:path';
import { type Backup, backUp, noteBackup, prune, rowsIn } from '../../backup/index.js';
import { codeOf, messageOf } from '../../errors/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { configOf, type ServiceOptions, withDatabase } from '../service.js';

export interface BackupOptions extends ServiceOptions {
  readonly out: string;
  readonly keep?: number;
}

/** `heli backup`: all tables as they are at one instant, in a folder of their own. */
export async function backup(talk: Conversation, options: BackupOptions): Promise<ExitCode> {
  const words = talk.texts.backup;
  const out = resolve(options.out);
  const now = new Date();
  const done = await withDatabase(talk, configOf(talk, options), async ({ url }) => {
    const made = await written(talk, url, out, now);
    try {
      await noteBackup(url, made);
    } catch (error) {
      // The backup is there; only its age will not be told.
      talk.complain(words.notNoted(messageOf(error)));
    }
    return made;
  });
  const removed = options.keep === undefined ? [] : await prune(out, options.keep, now);
  const { path, manifest } = done;
  const rows = rowsIn(manifest);
  talk.print(words.done(path, manifest.tables.length, rows));
  if (removed.length > 0) talk.print(words.removed(removed));
  talk.result({ ok: true, command: 'backup', path, tables: manifest.tables.length, rows, removed });
  return EXIT.ok;
}

async function written(talk: Conversation, url: string, out: string, now: Date): Promise<Backup> {
  try {
    return await backUp(url, out, now);
  } catch (cause) {
    const code = codeOf(cause);
    // Codes of the disk; those of PostgreSQL are told as those of the service.
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw cause;
    throw new CliError(EXIT.environment, code, talk.texts.cannotWrite(out, code), { file: out, cause });
  }
}

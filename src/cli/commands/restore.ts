import { resolve } from 'node:path';
import { BackupError, restore as putBack, rowsIn } from '../../backup/index.js';
import { knownMigrations, migrateTo, migrateUp } from '../../schema.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { configOf, type ServiceOptions, withDatabase } from '../service.js';

export interface RestoreOptions extends ServiceOptions {
  readonly force?: boolean;
}

/** `heli restore`: a backup into a database without data, all of it or nothing, and the schema up to date afterwards. */
export async function restore(
  talk: Conversation,
  archive: string,
  options: RestoreOptions,
): Promise<ExitCode> {
  const words = talk.texts.backup;
  const config = configOf(talk, options);
  const { manifest, applied } = await withDatabase(talk, config, async ({ url }) => {
    const schema = {
      known: knownMigrations(),
      migrateTo: (names: readonly string[]) => migrateTo(url, names),
    };
    try {
      const manifest = await putBack(url, resolve(archive), schema, {
        force: options.force === true,
        progress: ({ name, rows }) => talk.note(words.table(name, rows)),
      });
      return { manifest, applied: config.migrate ? await migrateUp(url) : [] };
    } catch (cause) {
      if (!(cause instanceof BackupError)) throw cause;
      const { fault } = cause;
      const file = fault.kind === 'no-archive' || fault.kind === 'manifest' || fault.kind === 'damaged';
      const code = `BACKUP_${fault.kind.toUpperCase().replace('-', '_')}`;
      throw new CliError(file ? EXIT.input : EXIT.no, code, words.refused(fault), { cause });
    }
  });
  const rows = rowsIn(manifest);
  talk.print(words.restored(manifest.tables.length, rows, manifest.createdAt));
  if (applied.length > 0) talk.print(talk.texts.migrate.applied(applied));
  talk.result({ ok: true, command: 'restore', tables: manifest.tables.length, rows, applied });
  return EXIT.ok;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HeliConfig } from '../../config/index.js';
import { startEmbedded } from '../../database/index.js';
import { checkDrift, migrateDown, migrateUp } from '../../schema.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { fromService } from '../service-error.js';
import { configOf, type ServiceOptions, withDatabase } from '../service.js';

export interface MigrateOptions extends ServiceOptions {
  readonly up?: boolean;
  readonly down?: boolean;
  readonly check?: boolean;
}

/** `heli migrate`: the schema up, one step back, or compared. */
export async function migrate(talk: Conversation, options: MigrateOptions): Promise<ExitCode> {
  const config = configOf(talk, options);
  const { texts } = talk;
  if (options.check === true) {
    const missing = config.databaseUrl === null ? await driftOfScratch(talk) : await driftOf(talk, config);
    if (missing.length > 0) {
      talk.note(missing.map((statement) => `  ${statement};`).join('\n'));
      throw new CliError(EXIT.no, 'SCHEMA_DRIFT', texts.migrate.drift(missing.length));
    }
    talk.print(texts.migrate.noDrift);
    talk.result({ ok: true, command: 'migrate', drift: [] });
    return EXIT.ok;
  }
  return withDatabase(talk, config, async ({ url }) => {
    if (options.down === true) {
      const undone = await migrateDown(url);
      talk.print(undone === null ? texts.migrate.nothingToUndo : texts.migrate.undone(undone));
      talk.result({ ok: true, command: 'migrate', undone });
      return EXIT.ok;
    }
    const applied = await migrateUp(url);
    talk.print(texts.migrate.applied(applied));
    talk.result({ ok: true, command: 'migrate', applied });
    return EXIT.ok;
  });
}

const driftOf = (talk: Conversation, config: HeliConfig): Promise<readonly string[]> =>
  withDatabase(talk, config, async ({ url }) => (await checkDrift(url)).up);

/** Without a database of one's own an empty scratch server is made for the comparison, so that nobody's data are touched. */
async function driftOfScratch(talk: Conversation): Promise<readonly string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'heli-check-'));
  try {
    const server = await startEmbedded({ dataDir, disposable: true });
    try {
      await migrateUp(server.url);
      return (await checkDrift(server.url)).up;
    } finally {
      await server.remove();
    }
  } catch (error) {
    throw fromService(error, talk);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

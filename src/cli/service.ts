import { type DataSource } from 'typeorm';
import { type HeliConfig, loadConfig } from '../config/index.js';
import { makeDataSource, resolveDatabase, type ResolvedDatabase } from '../database/index.js';
import { ENTITIES } from '../entities.js';
import { migrateUp } from '../schema.js';
import { CliError } from './cli-error.js';
import { type Conversation } from './conversation.js';
import { EXIT } from './exit-codes.js';
import { interruptible } from './interrupts.js';
import { fromService } from './service-error.js';

export interface ServiceOptions {
  readonly dataDir?: string;
  readonly port?: number;
}

/** The settings of the environment, with what the command line says on top. */
export function configOf(talk: Conversation, options: ServiceOptions): HeliConfig {
  try {
    return loadConfig({
      ...process.env,
      ...(options.dataDir === undefined ? {} : { HELI_DATA_DIR: options.dataDir }),
      ...(options.port === undefined ? {} : { HELI_PORT: String(options.port) }),
    });
  } catch (error) {
    throw fromService(error, talk);
  }
}

const interrupted = (talk: Conversation) => () =>
  new CliError(EXIT.interrupted, 'INTERRUPTED', talk.texts.interrupted);

/** Works with the database that the settings ask for, and leaves it afterwards, whatever happens. */
export async function withDatabase<T>(
  talk: Conversation,
  config: HeliConfig,
  work: (database: ResolvedDatabase) => Promise<T>,
): Promise<T> {
  try {
    const database = await resolveDatabase(config);
    try {
      return await interruptible(work(database), { first: interrupted(talk), second: interrupted(talk) });
    } finally {
      await database.stop();
    }
  } catch (error) {
    throw fromService(error, talk);
  }
}

const CONNECTIONS = 3;

/** Works with the entities of a database that is up to date. */
export const withDataSource = <T>(
  talk: Conversation,
  config: HeliConfig,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> =>
  withDatabase(talk, config, async ({ url }) => {
    if (config.migrate) await migrateUp(url);
    const dataSource = makeDataSource(url, ENTITIES, CONNECTIONS);
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  });

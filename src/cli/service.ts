import { type HeliConfig, loadConfig } from '../config/index.js';
import { resolveDatabase, type ResolvedDatabase } from '../database/index.js';
import { type Conversation } from './conversation.js';
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

/** Works with the database that the settings ask for, and leaves it afterwards, whatever happens. */
export async function withDatabase<T>(
  talk: Conversation,
  config: HeliConfig,
  work: (database: ResolvedDatabase) => Promise<T>,
): Promise<T> {
  try {
    const database = await resolveDatabase(config);
    try {
      return await work(database);
    } finally {
      await database.stop();
    }
  } catch (error) {
    throw fromService(error, talk);
  }
}

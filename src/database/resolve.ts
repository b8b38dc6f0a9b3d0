import { type HeliConfig } from '../config/index.js';
import { startEmbedded } from './embedded/index.js';

/** The database that the settings ask for. */
export interface ResolvedDatabase {
  readonly url: string;
  readonly kind: 'embedded' | 'external';
  /** Folder of the embedded server's data, for telling people where it is. */
  readonly cluster: string | null;
  /** Leaves the database: an embedded server ends with its last user, another one is not touched. */
  readonly stop: () => Promise<void>;
}

/** `DATABASE_URL`, or the embedded server of the project's data folder, started or attached to. */
export async function resolveDatabase(
  config: Pick<HeliConfig, 'databaseUrl' | 'dataDir'>,
): Promise<ResolvedDatabase> {
  if (config.databaseUrl !== null) {
    return { url: config.databaseUrl, kind: 'external', cluster: null, stop: () => Promise.resolve() };
  }
  const server = await startEmbedded({ dataDir: config.dataDir, revive: true });
  return { url: server.url, kind: 'embedded', cluster: server.cluster, stop: server.stop };
}

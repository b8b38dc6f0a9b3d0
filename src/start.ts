import { type INestApplication } from '@nestjs/common';
import { createApp, type Role } from './app.js';
import { type HeliConfig } from './config/index.js';
import { resolveDatabase, type ResolvedDatabase } from './database/index.js';
import { listen, type Listening } from './listen.js';
import { migrateUp } from './schema.js';

export interface Service {
  readonly app: INestApplication;
  readonly database: ResolvedDatabase;
  /** Null for a worker: it answers nobody. */
  readonly listening: Listening | null;
  /** Ends work in hand, gives back what cannot be ended, leaves the database. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** Database, schema, application, port: what `npm start`, the worker and `heli serve` have in common. */
export async function startService(config: HeliConfig, role: Role): Promise<Service> {
  const database = await resolveDatabase(config);
  try {
    if (config.migrate) await migrateUp(database.url);
    const app = await createApp({ config, databaseUrl: database.url, role });
    const listening = role === 'worker' ? null : await listen(app, config.host, config.port);
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await app.close();
      await database.stop();
    };
    return { app, database, listening, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

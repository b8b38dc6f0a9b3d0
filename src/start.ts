import { type INestApplication } from '@nestjs/common';
import { createApp, type Role } from './app.js';
import { type HeliConfig } from './config/index.js';
import { resolveDatabase, type ResolvedDatabase } from './database/index.js';
import { listen, type Listening } from './listen.js';
import { type HealthPort, openHealthPort } from './operations/index.js';
import { migrateUp } from './schema.js';

export interface Service {
  readonly app: INestApplication;
  readonly database: ResolvedDatabase;
  /** Null for a worker: it answers nobody. */
  readonly listening: Listening | null;
  /** Null: HELI_HEALTH_PORT is not set. */
  readonly health: HealthPort | null;
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
    const health = config.healthPort === null ? null : await openHealthPort(app, config, config.healthPort);
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await app.close();
      // Last, so that probes hear that it ends.
      await health?.close();
      await database.stop();
    };
    return { app, database, listening, health, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

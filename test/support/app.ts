import { type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { type Server } from 'node:http';
import { createApp } from '../../src/app.js';
import { type HeliConfig, loadConfig } from '../../src/config/index.js';
import { BUILT_THREADS } from './processes.js';
import { createTestDatabase, testDataDir, type TestDatabase } from './database.js';

export interface TestApp {
  readonly app: INestApplication;
  /** For supertest: `request(server).get('/api/v1/…')`. */
  readonly server: Server;
  readonly database: TestDatabase;
  readonly close: () => Promise<void>;
}

export interface TestAppOptions {
  /** Settings beside the usual ones, e.g. `{ HELI_API_TOKEN: '…' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Modules beside those of the service. */
  readonly modules?: readonly (Type | DynamicModule)[];
}

export function testConfig(env: Readonly<Record<string, string>> = {}): HeliConfig {
  return loadConfig({
    NODE_ENV: 'test',
    HELI_DATA_DIR: testDataDir,
    HELI_PORT: '0',
    HELI_LOG_LEVEL: 'fatal',
    HELI_DATABASE_POOL: '10',
    HELI_THREADS: BUILT_THREADS,
    // A season of a spec is small: more threads begin later than one is done.
    HELI_SOLVER_THREADS: '1',
    ...env,
  });
}

/** The whole service on a database of its own. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const app = await createApp({
    config: testConfig(options.env),
    databaseUrl: database.url,
    role: 'api',
    modules: options.modules ?? [],
  });
  return {
    app,
    server: app.getHttpServer() as Server,
    database,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

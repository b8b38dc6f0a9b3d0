import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { messageOf } from '../errors/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { SnakeNaming } from './naming.js';

export type Entities = readonly (EntityTarget<ObjectLiteral> & (new () => object))[];

/** One description of the database for the service, the migrations and the tests. */
export function dataSourceOptions(
  url: string,
  entities: Entities,
  pool = 10,
): Extract<DataSourceOptions, { type: 'postgres' }> {
  const logger = new Logger('Database');
  return {
    type: 'postgres',
    url,
    entities: [...entities],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migrations',
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    applicationName: 'heli',
    connectTimeoutMS: 10_000,
    poolSize: pool,
    poolErrorHandler: (error: unknown) => logger.warn(`A resting connection broke: ${messageOf(error)}`),
    extra: { options: '-c timezone=UTC -c lock_timeout=30s', idleTimeoutMillis: 30_000, keepAlive: true },
  };
}

export const makeDataSource = (url: string, entities: Entities, pool?: number): DataSource =>
  new DataSource(dataSourceOptions(url, entities, pool));

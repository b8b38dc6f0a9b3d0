import * as database from './database/index.js';
import { type Drift } from './database/index.js';
import { ENTITIES } from './entities.js';

/** Brings the schema up to date; returns the names of the migrations that ran. Safe when several processes do it at once. */
export const migrateUp = (url: string): Promise<string[]> => database.migrateUp(url, ENTITIES);

/** Names of all migrations of this release, in their order. */
export const knownMigrations = (): string[] => database.knownMigrations();

/** Applies those of the named migrations that are outstanding, and no other one. */
export const migrateTo = (url: string, names: readonly string[]): Promise<string[]> =>
  database.migrateTo(url, ENTITIES, names);

/** Takes the last migration back; returns its name, or null when none is left. */
export const migrateDown = (url: string): Promise<string | null> => database.migrateDown(url, ENTITIES);

/** Statements that entities ask for and no migration does; `up` is empty when all is well. The database must be migrated first. */
export const checkDrift = (url: string): Promise<Drift> => database.findDrift(url, ENTITIES);

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startEmbedded } from '../../src/database/embedded/index.js';
import { isIdentityAlive } from '../../src/database/embedded/process-identity.js';
import { migrateUp } from '../../src/schema.js';
// @ts-expect-error plain JavaScript, shared with the set-up that Jest loads without a transformer
import { TEST_DATA_DIR } from './database-place.mjs';

const TEMPLATE_LOCK = 7_001;

export interface TestDatabase {
  readonly url: string;
  /** Name of the database on the tests' server. */
  readonly name: string;
  /** Superuser connection to another database of the same server, for what a test does to this one. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
}

export const testDataDir: string = TEST_DATA_DIR as string;

/** Owner of a test database: `heli_<pid>_<start>_…`, so that a later run can clear what a killed one left. */
const runName = (): string => `heli_${(process.env.HELI_TEST_RUN ?? `${process.pid}-0`).replace('-', '_')}`;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A fresh database of its own for a spec file, migrated. Costs about 50 ms: it is a copy of one that was migrated once a run. */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase(ensureTemplate);

/** One without any table. */
export const createEmptyDatabase = (): Promise<TestDatabase> =>
  createDatabase(() => Promise.resolve('template1'));

async function createDatabase(templateOf: (adminUrl: string) => Promise<string>): Promise<TestDatabase> {
  const { url: adminUrl } = await startEmbedded({
    dataDir: testDataDir,
    database: 'postgres',
    disposable: true,
  });
  const name = `${runName()}_${randomBytes(4).toString('hex')}`;
  const template = await templateOf(adminUrl);
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`));
  return {
    url: databaseUrl(adminUrl, name),
    name,
    adminUrl,
    drop: async () => {
      await withClient(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    },
  };
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function ensureTemplate(adminUrl: string): Promise<string> {
  const template = `${runName()}_template`;
  await withClient(adminUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate',
      [template],
    );
    if (rowCount === 0) {
      await clearLeftovers(client);
      await client.query(`DROP DATABASE IF EXISTS "${template}"`);
      await client.query(`CREATE DATABASE "${template}"`);
      await migrateUp(databaseUrl(adminUrl, template));
      await client.query(`ALTER DATABASE "${template}" IS_TEMPLATE true`);
    }
  });
  return template;
}

/** Databases of runs that are over. */
async function clearLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname ~ '^heli_\\d+_\\d+_'`,
  );
  for (const { datname } of rows) {
    const [, pid = '', start = ''] = datname.split('_');
    if (isIdentityAlive(`${pid}-${start}`)) continue;
    await client.query(`ALTER DATABASE "${datname}" IS_TEMPLATE false`);
    await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  }
}

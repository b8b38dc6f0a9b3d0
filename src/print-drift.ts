import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from './database/index.js';
import { checkDrift, migrateUp } from './schema.js';

/**
 * `npm run build && node dist/src/print-drift.js`: migrates an empty scratch database and prints the statements that
 * the entities still miss, to be read, and put into a new file of `src/database/migrations`. Ends with 1 if there are any.
 */
const dataDir = await mkdtemp(join(tmpdir(), 'heli-drift-'));
const server = await startEmbedded({ dataDir, disposable: true });
try {
  await migrateUp(server.url);
  const { up, down } = await checkDrift(server.url);
  const print = (statements: readonly string[]): string => statements.map((text) => `${text};`).join('\n');
  process.stdout.write(`-- up\n${print(up)}\n-- down\n${print([...down].reverse())}\n`);
  process.exitCode = up.length > 0 ? 1 : 0;
} finally {
  await server.remove();
}

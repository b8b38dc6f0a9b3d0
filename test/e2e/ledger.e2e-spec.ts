import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../support/app.js';
import { SEED } from '../support/property.js';
import { faultsOfBooks, teaParty } from '../integration/ledger/books.js';
import { World } from '../integration/pools/world.js';
import { DataSource } from 'typeorm';

const WRITER = join(import.meta.dirname, '..', 'support', 'ledger-writer.mjs');
const PLACE = { activityId: 'tea', budgetLineId: 'b-tea' };
const KILLS = 5;

/** Park and Miller, 1988: numbers in [0, most). */
function* chances(seed: number, most: number): Generator<number, never> {
  for (let state = (seed % 2_147_483_646) + 1; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state % most;
  }
}

/** Writes to the ledger until so many lines were printed, and is killed then: whatever it is at. */
async function writeUntilKilled(url: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, url, 'endless', JSON.stringify(PLACE)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, wrong] = ['', ''];
  child.stderr.on('data', (bytes: Buffer) => (wrong += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString();
    if (printed.split('\n').length > lines) child.kill('SIGKILL');
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, by) => resolve(by)),
  );
  if (signal !== 'SIGKILL') throw new Error(`The writer ended by itself: ${wrong}`);
  return printed.split('\n').slice(0, -1);
}

describe('the ledger', () => {
  let api: TestApp;
  const world = new World(() => api.server);

  beforeAll(async () => {
    api = await startTestApp();
    await teaParty(world);
    await world.post('donations', { id: 'endless', amountFen: 10_000_000_00 });
  });
  afterAll(() => api.close());

  it('balances after its writer was killed at any moment, and has all that was told as written', async () => {
    const dataSource = api.app.get(DataSource);
    const chance = chances(SEED, 40);
    for (let kill = 1; kill <= KILLS; kill++) {
      const told = await writeUntilKilled(api.database.url, 1 + chance.next().value);
      expect(await faultsOfBooks(dataSource)).toEqual([]);
      const lost = await dataSource.query<{ id: string }[]>(
        `SELECT id FROM unnest($1::text[]) id WHERE id NOT IN (SELECT id FROM ledger_transactions)
            AND id NOT IN (SELECT id FROM expenses)`,
        [told],
      );
      expect(lost).toEqual([]);
    }
    const { body } = await world.get('donations/endless/statement');
    const { receivedFen, spentFen, returnedFen, leftFen } = body as Record<string, number>;
    expect(receivedFen).toBe((spentFen ?? 0) + (returnedFen ?? 0) + (leftFen ?? 0));
    expect(spentFen).toBeGreaterThan(0);
  });
});

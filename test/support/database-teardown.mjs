import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, TEST_DATA_DIR, USERS_DIR } from './database-place.mjs';

const isRunning = (identity) =>
  identityOf(Number(identity.split('-')[0])) === identity && !identity.endsWith('-0');

/** Ends the tests' PostgreSQL with the last run that uses it. */
export default async function tearDown() {
  const mine = identityOf(process.pid);
  rmSync(join(USERS_DIR, mine), { force: true });
  const others = readdirSync(USERS_DIR).filter((name) => /^\d+-\d+$/.test(name) && name !== mine);
  const card = join(TEST_DATA_DIR, 'postgres.json');
  if (others.some(isRunning) || !existsSync(card)) return;
  const lock = join(JSON.parse(readFileSync(card, 'utf8')).cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  process.kill(Number(readFileSync(lock, 'utf8').split('\n')[0]), 'SIGINT');
  for (let wait = 0; wait < 200 && existsSync(lock); wait++) await sleep(50);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, USERS_DIR } from './database-place.mjs';

/** Registers the Jest run as a user of the tests' PostgreSQL, so that it is not turned off between two spec files. */
export default function setUp() {
  mkdirSync(USERS_DIR, { recursive: true });
  writeFileSync(join(USERS_DIR, identityOf(process.pid)), '');
  process.env.HELI_TEST_RUN = identityOf(process.pid);
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Data folder of the tests' PostgreSQL, apart from the developer's own. */
export const TEST_DATA_DIR = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.heli', 'test');
export const USERS_DIR = join(TEST_DATA_DIR, 'users');

/** The same name as `identityOf` of src/database/embedded/process-identity.ts, which plain Node cannot load here. */
export function identityOf(pid) {
  return `${pid}-${startTimeOf(pid)}`;
}

function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importedPackages } from './imports.mjs';
import { BUNDLES_DIR, MANIFEST, ROOT } from './place.mjs';

const BUNDLER = fileURLToPath(new URL('bundle.mjs', import.meta.url));

/**
 * Sees to it that the packages which specs import lie in one bundle: a spec that starts the service then loads some sixty
 * files of packages instead of thousands. HELI_TEST_PACKAGES=installed leaves them as installed.
 */
export function preparePackages() {
  if (process.env.HELI_TEST_PACKAGES === 'installed') return;
  const names = importedPackages();
  const folder = join(BUNDLES_DIR, stateOf(names));
  if (!existsSync(join(folder, MANIFEST))) {
    const { status } = spawnSync(process.execPath, [BUNDLER, folder, ...names], { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) throw new Error(`The packages could not be bundled for the tests: ${BUNDLER} ended with ${status}`);
  }
  process.env.HELI_TEST_PACKAGES = folder;
}

/** Where packages are linked from matters too: a bundle knows the files beside a module by their full path. */
function stateOf(names) {
  const hash = createHash('sha256').update(ROOT).update(process.version).update(names.join(' '));
  for (const file of ['package-lock.json', 'test/support/packages/bundle.mjs', 'test/support/packages/imports.mjs']) {
    hash.update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { importedPackages } from './imports.mjs';
import { BUNDLES_DIR, MANIFEST, ROOT } from './place.mjs';

const BUNDLER = join(ROOT, 'test', 'support', 'bundles', 'bundle.mjs');
const BUILT = ['dist/src', 'dist/libs'];
const A_DAY_MS = 24 * 3_600_000;

/**
 * Sees to it that packages and the built service lie in bundles: a spec or a process that starts the service then reads some
 * sixty files instead of thousands. HELI_TEST_BUNDLES=off leaves both as they are.
 */
export function prepareBundles() {
  if (process.env.HELI_TEST_BUNDLES === 'off') return;
  clearOld();
  process.env.HELI_TEST_PACKAGES = prepared('packages', importedPackages());
  if (BUILT.every((folder) => existsSync(join(ROOT, folder)))) {
    process.env.HELI_TEST_PROGRAMS = prepared('programs', BUILT.flatMap(contentsOf));
  }
}

/** Folder of the bundle, which is made unless it is there already for what it is made of. */
function prepared(kind, madeOf) {
  const hash = createHash('sha256').update(ROOT).update(process.version);
  for (const part of [
    ...madeOf,
    ...['package-lock.json', 'test/support/bundles/bundle.mjs'].map(contentOf),
  ]) {
    hash.update(part).update('\0');
  }
  const folder = join(BUNDLES_DIR, `${kind}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(join(folder, MANIFEST))) return folder;
  const { status } = spawnSync(process.execPath, [BUNDLER, kind, folder], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0)
    throw new Error(`The ${kind} could not be bundled for the tests: ${BUNDLER} ended with ${status}`);
  return folder;
}

const contentOf = (file) => readFileSync(join(ROOT, file));
const contentsOf = (folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((file) => /\.(js|json)$/.test(file))
    .sort()
    .flatMap((file) => [file, contentOf(join(folder, file))]);

/** Bundles of an earlier day; a run that is under way needs none so old. */
function clearOld() {
  if (!existsSync(BUNDLES_DIR)) return;
  for (const name of readdirSync(BUNDLES_DIR)) {
    const folder = join(BUNDLES_DIR, name);
    if (statSync(folder).mtimeMs < Date.now() - A_DAY_MS) rmSync(folder, { recursive: true, force: true });
  }
}

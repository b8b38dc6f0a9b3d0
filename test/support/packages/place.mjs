import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Bundles of the packages that specs import: a folder for each state of packages and imports. */
export const BUNDLES_DIR = join(ROOT, '.heli', 'test-packages');

/** List of what a bundle holds; written last. */
export const MANIFEST = 'manifest.json';

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** A folder for each state of what is bundled. */
export const BUNDLES_DIR = join(ROOT, '.heli', 'test-bundles');

/** What a bundle holds, by name; written last. */
export const MANIFEST = 'manifest.json';

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { codeOf } from './errors/inspect.js';

const manifest = z.object({ name: z.string(), version: z.string() });
const HIGHEST_FOLDER = 5;

/** The version in our package.json, whether run from `dist` or from the sources. */
export function ownVersion(): string {
  let folder = new URL('.', import.meta.url);
  for (let level = 0; level < HIGHEST_FOLDER; level += 1) {
    const found = readIfThere(new URL('package.json', folder));
    if (found !== undefined) {
      const { name, version } = manifest.parse(JSON.parse(found));
      if (name === 'heli') return version;
    }
    folder = new URL('..', folder);
  }
  throw new Error(`no package.json of heli above ${import.meta.url}`);
}

function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

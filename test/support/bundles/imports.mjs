import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './place.mjs';

const SOURCES = ['src', 'libs', 'test'];
const CONSOLE = join(ROOT, 'src', 'console');
const IMPORT = /(?:\bfrom\s+|\bimport\s+|\bimport\()'((?:@[\w.-]+\/)?[a-z][\w.-]*(?:\/[\w./-]+)?)'/g;

/** Stay as installed: native code, WebAssembly, data files beside the code; and what belongs to Jest or is our own. */
const AS_INSTALLED =
  /^(@heli|@bull-board|@jest|@node-rs|highs|subset-font|unpdf|pdfkit|fontkit|playwright-core|axe-core|vite|rolldown)(\/|$)/;

export const staysInstalled = (name) => AS_INSTALLED.test(name);

/** Every package that the specs and what they test import, by the name that is written there, in order. */
export function importedPackages() {
  const found = new Set();
  for (const folder of SOURCES) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.path.startsWith(CONSOLE)) continue;
      for (const [, name] of readFileSync(join(entry.path, entry.name), 'utf8').matchAll(IMPORT)) {
        if (!staysInstalled(name)) found.add(name);
      }
    }
  }
  return [...found].sort();
}

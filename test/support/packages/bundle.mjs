import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { staysInstalled } from './imports.mjs';
import { MANIFEST, ROOT } from './place.mjs';

const ENTRY = '\0entry:';

/** What a package offers by name, as Node sees it: of CommonJS no bundler knows it for sure. */
async function reExport(name) {
  const names = Object.keys(await import(name)).filter((key) => /^[\w$]+$/.test(key));
  return `export { ${names.join(', ')} } from ${JSON.stringify(name)};`;
}

/** An imported name is a module that re-exports the package. */
const entries = {
  name: 'entries',
  resolveId(source, importer) {
    if (source.startsWith(ENTRY)) return source;
    return importer?.startsWith(ENTRY) ? this.resolve(source, join(ROOT, 'entry.mjs')) : null;
  },
  load: (id) => (id.startsWith(ENTRY) ? reExport(id.slice(ENTRY.length, -'.mjs'.length)) : null),
};

/** What is required by a name that no bundler sees would come a second time, as installed: the name is written out. */
const seen = {
  name: 'seen',
  transform: {
    filter: { code: /createRequire\(import\.meta\.url\)|return require\(name\)/ },
    handler: (code, id) =>
      code
        .replace(/^const require = createRequire\(import\.meta\.url\);$/m, '')
        .replace(
          'return require(name)',
          id.endsWith('typeorm/platform/PlatformTools.js')
            ? "return name === 'pg' ? require('pg') : require(name)"
            : '$&',
        ),
  },
};

/** A module goes on finding the files that lie beside it. */
const whereItWas = {
  name: 'where-it-was',
  transform: {
    filter: { code: /__dirname|__filename|import\.meta/ },
    handler: (code, id) =>
      id.startsWith('\0')
        ? null
        : code
            .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href))
            .replace(/\bimport\.meta\.dirname\b|(?<![\w$.])__dirname\b/g, JSON.stringify(dirname(id)))
            .replace(/\bimport\.meta\.filename\b|(?<![\w$.])__filename\b/g, JSON.stringify(id)),
  },
};

const [folder, ...names] = process.argv.slice(2);
const fileOf = (name) => name.replaceAll('/', '.');
const unfinished = `${folder}.${process.pid}`;
const bundle = await rolldown({
  input: Object.fromEntries(names.map((name) => [fileOf(name), `${ENTRY}${name}.mjs`])),
  cwd: ROOT,
  platform: 'node',
  external: staysInstalled,
  plugins: [entries, seen, whereItWas],
  logLevel: process.env.VERBOSE ? 'info' : 'silent',
});
await bundle.write({
  dir: unfinished,
  format: 'es',
  entryFileNames: '[name].mjs',
  chunkFileNames: 'shared-[hash].mjs',
  keepNames: true,
  strictExecutionOrder: true,
  comments: false,
});
await bundle.close();
const files = Object.fromEntries(names.map((name) => [name, `${fileOf(name)}.mjs`]));
writeFileSync(join(unfinished, MANIFEST), JSON.stringify(files, null, 2));
mkdirSync(dirname(folder), { recursive: true });
try {
  renameSync(unfinished, folder);
} catch {
  // Another run was quicker.
  rmSync(unfinished, { recursive: true });
}

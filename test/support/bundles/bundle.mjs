import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { importedPackages, staysInstalled } from './imports.mjs';
import { MANIFEST, ROOT } from './place.mjs';

const ENTRY = '\0entry:';
const BUILT = join(ROOT, 'dist', 'src');

/** What a package offers by name, as Node sees it: of CommonJS no bundler knows it for sure, nor has it a mark of how it was compiled. */
async function reExport(name) {
  const names = Object.keys(await import(name)).filter((key) => /^(?!__esModule$)[\w$]+$/.test(key));
  return `export { ${names.join(', ')} } from ${JSON.stringify(name)};`;
}

/** A name that is imported is a module which re-exports the package. */
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
      id.startsWith(BUILT)
        ? null
        : code
            .replace(/^const require = createRequire\(import\.meta\.url\);$/m, '')
            .replace(
              'return require(name)',
              id.endsWith('typeorm/platform/PlatformTools.js')
                ? "return name === 'pg' ? require('pg') : require(name)"
                : '$&',
            ),
  },
};

/** A module goes on finding the files that lie beside it; the threads, those of the bundle. */
const whereItWas = (folder) => ({
  name: 'where-it-was',
  transform: {
    filter: { code: /__dirname|__filename|import\.meta/ },
    handler(code, id) {
      if (id.startsWith('\0')) return null;
      const beside = id === join(BUILT, 'solving', 'thread.js') ? join(folder, 'solving') : dirname(id);
      return code
        .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href))
        .replace(/\bimport\.meta\.dirname\b|(?<![\w$.])__dirname\b/g, JSON.stringify(beside))
        .replace(/\bimport\.meta\.filename\b|(?<![\w$.])__filename\b/g, JSON.stringify(id));
    },
  },
});

/** Packages by the name that is imported, or programs and threads of the built service by the name of their file. */
const inputs = {
  packages: () => Object.fromEntries(importedPackages().map((name) => [name, `${ENTRY}${name}.mjs`])),
  programs: () =>
    Object.fromEntries([
      ...['main', 'worker', 'cli'].map((name) => [name, join(BUILT, `${name}.js`)]),
      ...readdirSync(join(BUILT, 'solving'))
        .filter((file) => file.endsWith('-thread.js'))
        .map((file) => [`solving/${basename(file, '.js')}`, join(BUILT, 'solving', file)]),
    ]),
};

/** Writes the bundle of a kind into the folder, which is there as a whole or not at all. */
async function write(kind, folder) {
  const input = inputs[kind]();
  const fileOf = (name) => (kind === 'packages' ? `${name.replaceAll('/', '.')}.mjs` : `${name}.js`);
  const unfinished = `${folder}.${process.pid}`;
  const bundle = await rolldown({
    input,
    cwd: ROOT,
    platform: 'node',
    external: staysInstalled,
    plugins: [entries, seen, whereItWas(folder)],
    logLevel: 'silent',
  });
  await bundle.write({
    dir: unfinished,
    format: 'es',
    entryFileNames: ({ name }) => fileOf(name),
    chunkFileNames: 'shared-[hash].mjs',
    keepNames: true,
    strictExecutionOrder: true,
    comments: false,
  });
  await bundle.close();
  const files = Object.fromEntries(Object.keys(input).map((name) => [name, fileOf(name)]));
  writeFileSync(join(unfinished, MANIFEST), JSON.stringify(files, null, 2));
  mkdirSync(dirname(folder), { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run was quicker.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    rmSync(unfinished, { recursive: true });
  }
}

const [kind, folder] = process.argv.slice(2);
await write(kind, folder);

// First-load JavaScript of the console, as a browser fetches it: the entry and whatever it imports at once, gzipped.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 300;
const folder = new URL('../dist/console/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8'));
const wanted = new Set();
const want = (key) => {
  if (wanted.has(key)) return;
  wanted.add(key);
  for (const imported of manifest[key].imports ?? []) want(imported);
};
for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) want(key);

const sizes = [...wanted].map((key) => {
  const { file } = manifest[key];
  return { file, kb: gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length / 1024 };
});
const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
for (const { file, kb } of sizes.sort((a, b) => b.kb - a.kb))
  console.log(`${kb.toFixed(1).padStart(8)} KB  ${file}`);
console.log(`${total.toFixed(1).padStart(8)} KB  first load, of ${BUDGET_KB} KB`);
if (total > BUDGET_KB) {
  console.error(
    'The first load of the console is over its budget: load what only some pages need with them.',
  );
  process.exit(1);
}

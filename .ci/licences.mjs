// Licences of the packages that run in production, as package-lock.json names them: each has to be one that lets Heli be
// passed on under its own. Prints those that are not, and ends with 1 where there are any.
import { existsSync, readFileSync } from 'node:fs';

const ALLOWED = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
  ],
  ...['CC0-1.0', 'Python-2.0', 'Zlib', 'PostgreSQL', 'OFL-1.1', 'CC-BY-4.0'],
]);
/** Packages whose package.json names no licence, with that of the LICENSE file in them. */
const READ_BY_HAND = { 'node_modules/png-js': 'MIT' };
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** SPDX: of `A OR B` one is enough, of `A AND B` both are needed. */
const isAllowed = (expression) =>
  expression
    .replace(/[()]/g, ' ')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((one) => ALLOWED.has(one.trim())));

const licenceOf = (path, { license }) => {
  if (typeof license === 'string') return license;
  if (READ_BY_HAND[path] !== undefined) return READ_BY_HAND[path];
  const own = `${path}/package.json`;
  if (!existsSync(own)) return null;
  const said = JSON.parse(readFileSync(own, 'utf8'));
  return said.license?.type ?? said.license ?? said.licenses?.map(({ type }) => type).join(' OR ') ?? null;
};

const shipped = Object.entries(packages).filter(([path, { dev, link }]) => path !== '' && !dev && !link);
const refused = shipped
  .map(([path, entry]) => ({ path, licence: licenceOf(path, entry) }))
  .filter(({ licence }) => licence === null || !isAllowed(licence));
for (const { path, licence } of refused) console.error(`${path}: ${licence ?? 'no licence named'}`);
console.log(`licences: ${shipped.length} packages, ${refused.length} refused`);
process.exitCode = refused.length > 0 ? 1 : 0;

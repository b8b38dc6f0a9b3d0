const { readFileSync } = require('node:fs');
const { join } = require('node:path');

let folder;
let bundled = {};

/** Read as late as can be: Jest itself asks for modules before set-up.mjs has seen to the bundle. */
function fileOf(name) {
  const { HELI_TEST_PACKAGES: now } = process.env;
  if (now !== undefined && now !== folder) {
    folder = now;
    bundled = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  }
  return Object.hasOwn(bundled, name) ? join(folder, bundled[name]) : undefined;
}

/** How Jest finds what is imported: packages that our own code imports come from the bundle. */
module.exports = (path, options) => {
  const isImported = options.conditions?.includes('import') && !options.basedir.includes('/node_modules/');
  return (isImported ? fileOf(path) : undefined) ?? options.defaultResolver(path, options);
};

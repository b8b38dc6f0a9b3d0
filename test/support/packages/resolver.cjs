const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.env.HELI_TEST_PACKAGES;
const bundled =
  folder && folder !== 'installed' ? JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) : {};

/** How Jest finds what is imported: packages that our own code imports come from the bundle that set-up.mjs saw to. */
module.exports = (path, options) => {
  const isOurs = !options.basedir.includes('/node_modules/');
  return isOurs && Object.hasOwn(bundled, path) && options.conditions?.includes('import')
    ? join(folder, bundled[path])
    : options.defaultResolver(path, options);
};

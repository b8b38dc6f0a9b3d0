import base from './.jest.config.mjs';

/** Specs that click through the console in Chromium; one demo is started for all of them. */
export default {
  ...base,
  maxWorkers: 1,
  roots: ['<rootDir>/test/browser'],
  testRegex: '\\.browser-spec\\.ts$',
  globalSetup: '<rootDir>/test/support/browser-setup.mjs',
  globalTeardown: '<rootDir>/test/support/browser-teardown.mjs',
};

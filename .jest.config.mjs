import { availableParallelism } from 'node:os';

/** One Jest set-up for unit, integration and e2e specs; TypeScript is stripped by SWC with the same class-field semantics as tsc. */
export default {
  // Specs of processes wait half of their time, specs of the allocator compute: three at a time keep two cores busy.
  maxWorkers: Math.min(2, availableParallelism()) + 1,
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  roots: ['<rootDir>/src', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  testPathIgnorePatterns: ['/node_modules/'],
  extensionsToTreatAsEsm: ['.ts'],
  testTimeout: 180_000,
  // The first spec that wants a database starts the embedded one; these two keep it for the run and end it with the run.
  globalSetup: '<rootDir>/test/support/set-up.mjs',
  globalTeardown: '<rootDir>/test/support/database-teardown.mjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          keepClassNames: true,
          experimental: { keepImportAttributes: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
      },
    ],
  },
  resolver: '<rootDir>/test/support/bundles/resolver.cjs',
  moduleNameMapper: {
    '^@heli/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

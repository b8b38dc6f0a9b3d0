export * from './bulk-write.js';
export * from './columns.js';
export * from './instants.js';
export * from './meaning.js';
export * from './pool-controller.js';
export * from './pool-service.js';
export * from './pool-store.js';
export * from './references.js';

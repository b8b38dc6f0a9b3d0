export * from './advisory-lock.js';
export * from './data-source.js';
export * from './database.module.js';
export * from './embedded/index.js';
export * from './migrate.js';
export * from './resolve.js';
export * from './transactions.js';
export * from './versioned.entity.js';

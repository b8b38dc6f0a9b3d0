export * from './app-error.js';
export * from './database-errors.js';
export * from './pointer.js';
export * from './storable-text.js';
export * from './zod-faults.js';
export * from './inspect.js';

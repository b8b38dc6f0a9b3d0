export * from './errand.entity.js';
export * from './errand-store.js';
export * from './run-problem.entity.js';
export * from './run-store.js';
export * from './run.entity.js';
export * from './runs.module.js';
export * from './runs.service.js';

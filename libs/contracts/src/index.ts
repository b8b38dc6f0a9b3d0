export * from './plan.js';
export * from './primitives.js';
export * from './problem.js';
export * from './dataset.js';
export * from './run.js';
export * from './answers.js';
export * from './questions.js';
export * from './api/index.js';

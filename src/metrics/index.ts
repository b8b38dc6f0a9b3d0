export * from './meters.js';
export * from './metrics.module.js';

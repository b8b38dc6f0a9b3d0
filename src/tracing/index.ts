export * from './tracing.js';
export * from './tracing.module.js';

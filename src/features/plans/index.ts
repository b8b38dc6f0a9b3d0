export * from './diff.js';
export * from './plan-life.service.js';
export * from './plan-parts.entity.js';
export * from './plan-writer.js';
export * from './plan.entity.js';
export * from './plans.module.js';
export * from './plans.service.js';
export * from './publications.js';

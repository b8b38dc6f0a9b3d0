export * from './busy-import.entity.js';
export * from './busy-times.module.js';

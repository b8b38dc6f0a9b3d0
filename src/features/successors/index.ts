export * from './season-rolling.js';
export * from './successors.module.js';
export * from './successors.service.js';

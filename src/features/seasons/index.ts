export * from './season.entity.js';
export * from './season.store.js';
export * from './seasons.service.js';
export * from './seasons.module.js';

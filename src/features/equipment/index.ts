export * from './equipment.entity.js';
export * from './equipment.store.js';
export * from './equipment.service.js';
export * from './equipment.module.js';

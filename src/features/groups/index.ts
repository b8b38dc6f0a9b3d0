export * from './group.entity.js';
export * from './group.store.js';
export * from './groups.service.js';
export * from './groups.module.js';

export * from './volunteer.entity.js';
export * from './volunteer.store.js';
export * from './volunteers.service.js';
export * from './volunteers.module.js';

export * from './community.entity.js';
export * from './community.store.js';
export * from './communities.service.js';
export * from './communities.module.js';

export * from './organization.entity.js';
export * from './organization.store.js';
export * from './organizations.service.js';
export * from './organizations.module.js';

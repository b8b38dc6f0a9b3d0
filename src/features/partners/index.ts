export * from './partner-unit.entity.js';
export * from './partner-unit.store.js';
export * from './partners.service.js';
export * from './partners.module.js';

export * from './resolution.entity.js';
export * from './resolutions.module.js';
export * from './resolutions.service.js';
export * from './rule-set.entity.js';
export * from './rule-sets.js';

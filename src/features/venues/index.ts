export * from './venue.entity.js';
export * from './venue.store.js';
export * from './venues.service.js';
export * from './venues.module.js';

export * from './activity.entity.js';
export * from './activity.store.js';
export * from './series.store.js';
export * from './activities.service.js';
export * from './series.service.js';
export * from './activities.module.js';
export * from './series-expansion.js';

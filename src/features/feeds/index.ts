export * from './calendar-link.entity.js';
export * from './feeds.module.js';

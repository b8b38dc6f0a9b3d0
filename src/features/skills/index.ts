export * from './skill.entity.js';
export * from './skill.store.js';
export * from './skills.service.js';
export * from './skills.module.js';

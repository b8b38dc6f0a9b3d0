export * from './duties-of-plan.js';
export * from './duties.module.js';
export * from './duty.entity.js';
export * from './duty-machine.js';
export * from './duty-store.js';
export * from './duty-view.js';
export * from './duties.service.js';
export * from './duty-answers.service.js';

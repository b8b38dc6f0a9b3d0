export * from './duties-of-plan.js';
export * from './duties.module.js';
export * from './duty.entity.js';
export * from './duty-machine.js';

export * from './pin.entity.js';
export * from './pin.store.js';
export * from './pins.service.js';
export * from './pins.module.js';

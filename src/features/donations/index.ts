export * from './donation.entity.js';
export * from './donation.store.js';
export * from './donations.service.js';
export * from './donations.module.js';

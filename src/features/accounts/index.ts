export * from './account.entity.js';
export * from './accounts.module.js';
export * from './accounts.service.js';
export * from './code-sender.js';
export * from './credential.entity.js';
export * from './link-rights.js';
export * from './members.service.js';

export * from './access-tokens.js';
export * from './auth.module.js';
export * from './belongings.js';
export * from './credentials.js';
export * from './principal.js';
export * from './rate-limits.js';
export * from './reach.js';
export * from './roles.js';

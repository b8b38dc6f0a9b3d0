export * from './config.js';
export { isLoopback } from './safety.js';
export { SECRETS } from './secret-files.js';

export * from './config.js';
export { isLoopback } from './safety.js';

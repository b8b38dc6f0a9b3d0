export * from './backup-error.js';
export * from './backup.js';
export * from './restore.js';

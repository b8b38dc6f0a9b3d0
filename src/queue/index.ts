export * from './backend.js';
export * from './in-time.js';
export * from './job-queues.js';
export * from './jobs.js';
export * from './queue.module.js';
export * from './upkeep-tasks.js';

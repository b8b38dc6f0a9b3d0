export * from './backend.js';
export * from './failed-job.entity.js';
export * from './failed-jobs.js';
export * from './in-time.js';
export * from './job-queues.js';
export * from './jobs.js';
export * from './queue.module.js';
export * from './upkeep-tasks.js';

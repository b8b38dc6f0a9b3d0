export * from './health-port.js';
export * from './metrics/serve-metrics.js';
export * from './operations.module.js';
export * from './queue-board.js';
export * from './request-log.js';
export * from './request-trace.js';

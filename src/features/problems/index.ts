export * from './problem-loader.js';
export * from './problem-source.js';
export * from './problem-source.module.js';
export * from './pool-marks.js';

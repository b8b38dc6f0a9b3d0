export * from './types.js';
export * from './errors.js';
export * from './model-builder.js';
export * from './violations.js';
export { createHighs } from './backends/highs/index.js';

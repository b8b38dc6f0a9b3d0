export * from './types.js';
export * from './errors.js';
export * from './model-builder.js';
export * from './violations.js';
export * from './fixed-rest.js';
export { createHighs } from './backends/highs/index.js';
export * from './dual-bound.js';
export { createJsLp } from './backends/js-lp/index.js';
export { parseLpText, writeLpText } from './lp-text.js';

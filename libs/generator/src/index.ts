export { generateDataset, generatePilot } from './dataset.js';
export { type GeneratorOptions, PILOT } from './options.js';
export { problemOf } from './problem-of.js';
export { Random } from './random.js';
export { inWords } from './words.js';

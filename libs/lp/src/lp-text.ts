export { parseLpText } from './lp-text-reader.js';
export { writeLpText } from './lp-text-writer.js';

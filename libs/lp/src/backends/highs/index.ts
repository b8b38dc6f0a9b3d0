export { createHighs } from './highs.js';

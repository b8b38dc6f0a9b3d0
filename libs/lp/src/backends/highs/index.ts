export { createHighs } from './highs.js';
export { warmUpModel } from './warm-up.js';

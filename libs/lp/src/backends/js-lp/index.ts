export { createJsLp } from './js-lp.js';

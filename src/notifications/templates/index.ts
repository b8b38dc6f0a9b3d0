export * from './parameters.js';
export * from './render.js';
export { type Message } from './texts.js';

export * from './document.js';
export * from './names.js';
export * from './operation.js';

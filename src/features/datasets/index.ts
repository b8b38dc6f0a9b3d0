export * from './dataset-loader.js';

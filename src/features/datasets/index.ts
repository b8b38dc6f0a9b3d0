export * from './dataset-loader.js';
export { DatasetsModule } from './datasets.module.js';

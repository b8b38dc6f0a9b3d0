export * from './data-quality-report.entity.js';
export * from './data-quality.module.js';
export * from './data-quality.service.js';
export * from './nightly-reports.js';

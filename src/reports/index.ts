export * from './account.js';
export * from './calendar-file.js';
export * from './language.js';
export * from './open-places.js';
export * from './report-files.js';
export * from './summary.js';
export * from './tables.js';
export * from './violations.js';

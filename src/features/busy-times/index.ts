export * from './busy-import.entity.js';

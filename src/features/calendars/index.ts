export * from './calendars.module.js';

export * from './upkeep.module.js';

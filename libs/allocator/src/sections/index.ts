export { fairnessOf } from './levels.js';
export { gather, type Gathered } from './gather.js';
export { planHere } from './here.js';
export * from './planner.js';
export { Reports } from './reports.js';
export { SeasonPlanner, type Workshop } from './season-planner.js';
export { type Section, separate } from './separate.js';
export { refineAll } from './refine-all.js';

export * from './answer-deadline.js';
export * from './answer-links.js';
export * from './changes.js';
export * from './facts.js';
export * from './notice-planner.js';
export * from './notices.module.js';
export * from './published-plans.js';
export * from './reminders.js';

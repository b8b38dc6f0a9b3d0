export * from './asked-plans.js';
export * from './proposals.js';
export * from './question-store.js';
export * from './question.entity.js';
export * from './questions.module.js';
export * from './questions-ahead.js';

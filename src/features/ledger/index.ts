export * from './expense.entity.js';
export * from './expenses.service.js';
export * from './gifts.service.js';
export * from './journal.js';
export * from './ledger.entity.js';
export * from './ledger.module.js';
export * from './statements.service.js';

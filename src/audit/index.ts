export * from './audit-entry.entity.js';
export { AuditApiModule } from './audit.controller.js';
export * from './audit.module.js';
export * from './audit.service.js';

export * from './attendance-of.js';
export * from './attendance.entity.js';
export * from './attendance.module.js';
export { activityOf, dutiesOf, namesOf } from './duties-of-activity.js';
export { ledgerOf, USUAL_SERVICE_KINDS } from './hour-rules.js';
export * from './reliability.js';

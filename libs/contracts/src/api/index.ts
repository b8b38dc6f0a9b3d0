export * from './accounts.js';
export * from './activities.js';
export * from './attendance.js';
export * from './bookings.js';
export * from './busy-times.js';
export * from './calendar-links.js';
export * from './calendars.js';
export {
  type BulkAnswer,
  bulkAnswer,
  MAX_BULK,
  pageOf,
  pageQueryFields,
  type ReferenceList,
  referenceList,
  storedFields,
} from './common.js';
export * from './communities.js';
export * from './donations.js';
export * from './equipment.js';
export * from './groups.js';
export * from './hours.js';
export * from './imports.js';
export * from './ledger.js';
export * from './notifications.js';
export * from './organizations.js';
export * from './partners.js';
export * from './personal-data.js';
export * from './seasons.js';
export * from './skills.js';
export * from './venues.js';
export * from './volunteers.js';
export * from './duties.js';
export * from './plan-life.js';
export * from './places.js';
export * from './audit.js';
export * from './data-quality.js';
export * from './swaps.js';
export * from './figures.js';
export * from './datasets.js';
export * from './operations.js';

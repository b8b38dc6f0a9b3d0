export { CertificatesService, forgetHolder } from './certificates.service.js';
export * from './hour-certificate.entity.js';
export * from './hour-entry.entity.js';
export * from './hours.module.js';
export { VolunteerHoursService } from './volunteer-hours.service.js';

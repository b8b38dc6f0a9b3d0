export * from './booking-clock.js';
export * from './booking-request.entity.js';
export * from './bookings.module.js';
export * from './season-proposal.entity.js';
export * from './season-proposals.js';
export * from './venue-exception.entity.js';

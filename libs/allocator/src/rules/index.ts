import { budgetCovered } from './budget-covered.js';
import { equipmentStock } from './equipment-stock.js';
import { groupAvailable } from './group-available.js';
import { groupDemand } from './group-demand.js';
import { groupFits } from './group-fits.js';
import { groupOnePlace } from './group-one-place.js';
import { groupWeeklyLimit } from './group-weekly-limit.js';
import { guardianConsent } from './guardian-consent.js';
import { knownReferences } from './known-references.js';
import { minimumAge } from './minimum-age.js';
import { minimumRest } from './minimum-rest.js';
import { minorNotAlone } from './minor-not-alone.js';
import { oneStartOneVenue } from './one-start-one-venue.js';
import { pins } from './pins.js';
import { predecessors } from './predecessors.js';
import { publicHolidays } from './public-holidays.js';
import { qualifiedLeader } from './qualified-leader.js';
import { roleLimits } from './role-limits.js';
import { type Rule } from './rule.js';
import { spendingLimit } from './spending-limit.js';
import { venueFits } from './venue-fits.js';
import { venueOneBooking } from './venue-one-booking.js';
import { venueOpen } from './venue-open.js';
import { volunteerAvailable } from './volunteer-available.js';
import { volunteerOnePlace } from './volunteer-one-place.js';
import { volunteerQualified } from './volunteer-qualified.js';
import { volunteerServesCommunity } from './volunteer-serves-community.js';
import { workLimits } from './work-limits.js';

/**
 * All hard rules. The order is that of the funnel in explanations for those that admit people, and
 * `minor-not-alone` stands before `volunteer-one-place`, which links minors to the column it makes.
 */
export const RULES: readonly Rule[] = [
  knownReferences,
  oneStartOneVenue,
  publicHolidays,
  venueFits,
  venueOpen,
  venueOneBooking,
  volunteerServesCommunity,
  volunteerQualified,
  minimumAge,
  guardianConsent,
  volunteerAvailable,
  workLimits,
  minorNotAlone,
  volunteerOnePlace,
  minimumRest,
  roleLimits,
  qualifiedLeader,
  groupFits,
  groupAvailable,
  groupDemand,
  groupOnePlace,
  groupWeeklyLimit,
  equipmentStock,
  budgetCovered,
  spendingLimit,
  predecessors,
  pins,
];

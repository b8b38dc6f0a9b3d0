import { type Plan, type PlanDocument } from '@heli/contracts';

/** The decisions of a stored plan, without what is stated about them. */
export const planOfDocument = (document: PlanDocument): Plan => ({
  scheduled: document.scheduled,
  dropped: document.dropped,
  assignments: document.assignments,
  groupEngagements: document.groupEngagements,
  equipmentLoans: document.equipmentLoans,
  fundAllocations: document.fundAllocations,
});

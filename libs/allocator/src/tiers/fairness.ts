import { type Segment } from '@heli/calendar';
import { parseInstant } from '@heli/calendar';
import { type Facts } from '../plan/facts.js';
import { offeredMinutes, limitsOf } from '../season/season.js';

/** Load of the most loaded person: assigned minutes as a share of the minutes offered, at least 0. */
export function measureFairness(facts: Facts): number {
  const { problem } = facts;
  const horizon = { start: parseInstant(problem.horizon.start), end: parseInstant(problem.horizon.end) };
  let most = 0;
  for (const [volunteer, list] of facts.assignmentsOf) {
    const minutes = list.reduce((sum, entry) => sum + entry.held.end - entry.held.start, 0);
    const segments: readonly Segment[] =
      volunteer.offeredMinutes === undefined ? facts.segmentsOf(volunteer) : [];
    const offered = offeredMinutes(volunteer, limitsOf(volunteer, problem.policy.limits), segments, horizon);
    most = Math.max(most, minutes / offered);
  }
  return most;
}

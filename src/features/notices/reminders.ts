import { type Schedule, noticesOfChange, type Part } from './changes.js';
import { type Party } from '../../notifications/index.js';

/** Hours ahead at which people are reminded, minutes. */
export const REMINDER_LEADS: readonly number[] = [24 * 60, 2 * 60];

export interface Reminder {
  readonly party: Party;
  readonly partyId: string;
  readonly part: Part;
  /** Minutes ahead; one of the lead times. */
  readonly leadMinutes: number;
}

/**
 * Reminders that are due: each party of an activity that has not begun yet, once a lead time that has been reached. Where
 * several are reached at once, because the plan is younger than the longest, the shortest alone is due.
 * @param now epoch milliseconds
 * @param leadTimes minutes ahead
 */
export function remindersOf(plan: Schedule, now: number, leadTimes: readonly number[]): Reminder[] {
  const shortestFirst = [...leadTimes].sort((a, b) => a - b);
  return noticesOfChange(null, plan).flatMap(({ party, partyId, after: part }) => {
    if (part === null) return [];
    const left = (Date.parse(part.start) - now) / 60_000;
    const leadMinutes = left > 0 ? shortestFirst.find((lead) => left <= lead) : undefined;
    return leadMinutes === undefined ? [] : [{ party, partyId, part, leadMinutes }];
  });
}

import { type DutyCard } from '@heli/contracts';

const MINUTE = 60_000;
/** The service lets people check in from an hour before on, unless it is set otherwise; it has the last word. */
const CHECK_IN_FROM_MS = 60 * MINUTE;

export interface Sorted {
  /** An answer is expected, the nearest deadline first. */
  readonly asked: readonly DutyCard[];
  /** Agreed to and not over, by time. */
  readonly ahead: readonly DutyCard[];
  /** Given up or lost, of what is not over. */
  readonly gone: readonly DutyCard[];
}

const GONE = new Set(['declined', 'expired', 'withdrawn', 'excused', 'no-show']);

/** What somebody's duties ask of them at `now`, an ISO instant. */
export function sortDuties(cards: readonly DutyCard[], now: string): Sorted {
  const coming = cards.filter(({ end }) => end > now);
  const deadline = ({ respondBy, start }: DutyCard) => respondBy ?? start;
  return {
    asked: coming
      .filter(({ state }) => state === 'offered')
      .sort((a, b) => deadline(a).localeCompare(deadline(b)) || a.start.localeCompare(b.start)),
    ahead: coming
      .filter(({ state }) => state === 'accepted' || state === 'checked-in' || state === 'confirmed')
      .sort((a, b) => a.start.localeCompare(b.start)),
    gone: coming.filter(({ state }) => GONE.has(state)),
  };
}

/** Whether it is time to say to be there, or to leave. */
export function mayCheckIn({ start, end, state }: DutyCard, now: string): boolean {
  if (state !== 'accepted' && state !== 'offered' && state !== 'checked-in') return false;
  return Date.parse(now) >= Date.parse(start) - CHECK_IN_FROM_MS && now < end;
}

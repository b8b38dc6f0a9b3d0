import { type HourLedger } from '@heli/contracts';
import { type Duty } from '../duties/index.js';

const MINUTE = 60_000;

export interface Proposal {
  /** Null: the activity gives no hours. */
  readonly proposed: number | null;
  readonly basis: 'presence' | 'plan';
  /** More is not confirmed. */
  readonly most: number;
}

type Times = Pick<Duty, 'startAt' | 'endAt' | 'checkedInAt' | 'checkedOutAt'>;

/**
 * Minutes that are proposed for somebody who came: the part of the activity in which they were there, or, where nobody
 * wrote down when they left, the planned time. Whoever stayed longer to tidy up may be given that, by hand.
 */
export function proposalFor(duty: Times, ledger: HourLedger, toleranceMinutes: number): Proposal {
  const [start, end] = [duty.startAt.getTime(), duty.endAt.getTime()];
  const came = duty.checkedInAt?.getTime();
  const left = duty.checkedOutAt?.getTime();
  const wasSeen = came !== undefined && left !== undefined;
  const overlap = wasSeen ? Math.min(left, end) - Math.max(came, start) : end - start;
  const present = wasSeen ? left - came : end - start;
  const givesHours = ledger === 'service-hours';
  return {
    proposed: givesHours ? whole(overlap) : null,
    basis: wasSeen ? 'presence' : 'plan',
    most: givesHours ? whole(present) + toleranceMinutes : 0,
  };
}

const whole = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / MINUTE));

import { type AttendanceState, type DutyState } from '@heli/contracts';
import { type Duty } from '../duties/index.js';

/** Who says that somebody came: the person with the code, or a coordinator with a list. */
export type Witness = 'code' | 'list';

/**
 * From which states somebody comes to be there, missed or excused. Whoever comes has accepted, so an open offer is enough
 * to check in; only who had agreed can be missed. A list also takes in who came although the offer was over or declined,
 * and puts right what was written before. What is confirmed is corrected by hours, not here.
 */
const FROM: Readonly<Record<Witness, Readonly<Record<AttendanceState, readonly DutyState[]>>>> = {
  code: { 'checked-in': ['offered', 'accepted'], 'no-show': [], excused: [] },
  list: {
    'checked-in': ['offered', 'accepted', 'expired', 'declined', 'no-show', 'excused'],
    'no-show': ['accepted', 'checked-in', 'excused'],
    excused: ['accepted', 'checked-in', 'no-show'],
  },
};

export const mayBecome = (from: DutyState, to: AttendanceState, witness: Witness): boolean =>
  FROM[witness][to].includes(from);

export interface Presence {
  readonly checkedInAt: Date | null;
  readonly checkedOutAt: Date | null;
  readonly reason: string | null;
}

/** Takes the step on the duty itself. */
export function step(duty: Duty, to: AttendanceState, presence: Presence, now: Date): void {
  if (duty.state === 'offered') duty.answeredAt = now;
  const came = to === 'checked-in';
  duty.state = to;
  duty.checkedInAt = came ? presence.checkedInAt : null;
  duty.checkedOutAt = came ? presence.checkedOutAt : null;
  duty.reason = presence.reason;
}

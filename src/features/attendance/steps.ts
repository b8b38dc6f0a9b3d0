import { type AttendanceState } from '@heli/contracts';
import { type Duty, type DutyStep, moveOf } from '../duties/index.js';

/** What a coordinator writes down, as steps of a duty. */
const STEPS: Readonly<Record<AttendanceState, DutyStep>> = {
  'checked-in': 'check-in',
  'no-show': 'miss',
  excused: 'excuse',
};

export const mayBecome = ({ state }: Pick<Duty, 'state'>, to: AttendanceState): boolean =>
  moveOf(STEPS[to], state).kind !== 'refused';

export interface Presence {
  readonly checkedInAt: Date | null;
  readonly checkedOutAt: Date | null;
  readonly reason: string | null;
}

/** Takes the step on the duty itself. Whoever comes has accepted. */
export function step(duty: Duty, to: AttendanceState, presence: Presence, now: Date): void {
  const came = to === 'checked-in';
  if (duty.state === 'offered' && came) duty.answeredAt = now;
  duty.state = to;
  duty.checkedInAt = came ? presence.checkedInAt : null;
  duty.checkedOutAt = came ? presence.checkedOutAt : null;
  duty.reason = presence.reason;
}

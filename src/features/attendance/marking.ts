import { type AttendanceState } from '@heli/contracts';
import { type Duty } from '../duties/index.js';
import { mayBecome, type Presence, step } from './steps.js';

const MINUTE = 60_000;

/** What a coordinator writes down about one person. */
export interface Mark {
  readonly volunteerId: string;
  readonly state: AttendanceState;
  readonly checkedInAt?: Date | undefined;
  readonly checkedOutAt?: Date | undefined;
  readonly reason?: string | undefined;
}

export interface MarkFault {
  /** Place in the list of marks. */
  readonly index: number;
  readonly field: 'volunteerId' | 'state' | 'checkedInAt' | 'checkedOutAt';
  /** Key of the catalogue below `attendance.faults`. */
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Marked {
  readonly changed: readonly { readonly duty: Duty; readonly before: Pick<Duty, 'state'> & Presence }[];
  readonly unchanged: number;
  readonly faults: readonly MarkFault[];
}

const ON_THE_LIST = new Set(['offered', 'accepted', 'checked-in', 'no-show', 'excused', 'confirmed']);

/** The duty of each volunteer of an activity; where somebody has several, one that stands. */
export function dutiesByVolunteer(duties: readonly Duty[]): ReadonlyMap<string, Duty> {
  const found = new Map<string, Duty>();
  for (const duty of duties) {
    const earlier = found.get(duty.volunteerId);
    if (earlier === undefined || (!ON_THE_LIST.has(earlier.state) && ON_THE_LIST.has(duty.state)))
      found.set(duty.volunteerId, duty);
  }
  return found;
}

/** People whom a list names: those who were told to come. */
export const isExpected = ({ state }: Duty): boolean => ON_THE_LIST.has(state);

/**
 * Takes the steps on the duties themselves; where there is a fault, none of it may be stored. What is written down a
 * second time changes nothing.
 * @param beforeMinutes how long before the start people may be there, and after the end leave
 */
export function applyMarks(
  duties: readonly Duty[],
  marks: readonly Mark[],
  now: Date,
  beforeMinutes: number,
): Marked {
  const dutyOf = dutiesByVolunteer(duties);
  const changed: Marked['changed'][number][] = [];
  const faults: MarkFault[] = [];
  let unchanged = 0;
  for (const [index, mark] of marks.entries()) {
    const tell = (field: MarkFault['field'], code: string, params: MarkFault['params'] = {}) =>
      faults.push({ index, field, code, params });
    const duty = dutyOf.get(mark.volunteerId);
    if (duty === undefined) {
      tell('volunteerId', 'not_on_list', { id: mark.volunteerId });
      continue;
    }
    const presence = presenceOf(mark, duty);
    if (saysNothingNew(mark, presence, duty)) {
      unchanged += 1;
      continue;
    }
    if (!mayBecome(duty, mark.state)) {
      const code = duty.state === 'confirmed' ? 'confirmed_already' : 'not_possible';
      tell('state', code, { from: duty.state, to: mark.state });
      continue;
    }
    const wrong = wrongTimes(mark, presence, duty, beforeMinutes);
    if (now.getTime() < duty.startAt.getTime() - beforeMinutes * MINUTE) tell('state', 'too_early');
    else if (wrong.length > 0) for (const { field, code } of wrong) tell(field, code);
    else {
      const { state, checkedInAt, checkedOutAt, reason } = duty;
      changed.push({ duty, before: { state, checkedInAt, checkedOutAt, reason } });
      step(duty, mark.state, presence, now);
    }
  }
  return { changed, unchanged, faults };
}

function presenceOf({ state, checkedInAt, checkedOutAt, reason }: Mark, duty: Duty): Presence {
  const came = state === 'checked-in';
  const wasThere = duty.state === 'checked-in' || duty.state === 'confirmed';
  return {
    checkedInAt: came ? (checkedInAt ?? duty.checkedInAt ?? duty.startAt) : null,
    checkedOutAt: came ? (checkedOutAt ?? duty.checkedOutAt) : null,
    // An old excuse says nothing about somebody who came after all.
    reason: reason ?? (came && !wasThere ? null : duty.reason),
  };
}

function saysNothingNew(mark: Mark, presence: Presence, duty: Duty): boolean {
  // A list has whole minutes; check-in by code is more exact, and stays.
  const minuteOf = (date: Date | null): number | null => date && Math.floor(date.getTime() / MINUTE);
  const same = (a: Date | null, b: Date | null): boolean => minuteOf(a) === minuteOf(b);
  const confirmed = duty.state === 'confirmed' && mark.state === 'checked-in';
  return (
    (duty.state === mark.state || confirmed) &&
    same(presence.checkedInAt, duty.checkedInAt) &&
    same(presence.checkedOutAt, duty.checkedOutAt) &&
    (confirmed || presence.reason === duty.reason)
  );
}

type TimeFault = Pick<MarkFault, 'field' | 'code'>;

function wrongTimes(
  mark: Mark,
  { checkedInAt, checkedOutAt }: Presence,
  duty: Duty,
  beforeMinutes: number,
): TimeFault[] {
  const margin = beforeMinutes * MINUTE;
  if (mark.state !== 'checked-in') {
    const given = (['checkedInAt', 'checkedOutAt'] as const).filter((field) => mark[field] !== undefined);
    return given.map((field) => ({ field, code: 'not_there' }));
  }
  const faults: TimeFault[] = [];
  const [start, end] = [duty.startAt.getTime(), duty.endAt.getTime()];
  const came = checkedInAt?.getTime() ?? start;
  const left = checkedOutAt?.getTime();
  if (came < start - margin || came >= end) faults.push({ field: 'checkedInAt', code: 'in_outside' });
  if (left !== undefined && left <= came) faults.push({ field: 'checkedOutAt', code: 'out_before_in' });
  else if (left !== undefined && left > end + margin)
    faults.push({ field: 'checkedOutAt', code: 'out_too_late' });
  return faults;
}

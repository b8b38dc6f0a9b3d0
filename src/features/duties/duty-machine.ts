import { type DutyState, STANDING_DUTY_STATES } from '@heli/contracts';

/** What can happen to a duty. */
export const DUTY_STEPS = [
  'offer',
  'accept',
  'decline',
  'expire',
  'withdraw',
  'excuse',
  'check-in',
  'miss',
  'confirm',
  'reopen',
] as const;
export type DutyStep = (typeof DUTY_STEPS)[number];

interface Move {
  readonly from: readonly DutyState[];
  readonly to: DutyState;
}

/** The whole machine; `docs/duties.md` says it in words. */
const MOVES: Readonly<Record<DutyStep, Move>> = {
  /** Asked, or asked again. */
  offer: { from: ['declined', 'expired', 'withdrawn', 'excused'], to: 'offered' },
  accept: { from: ['offered'], to: 'accepted' },
  /** Who has accepted may still change their mind. */
  decline: { from: ['offered', 'accepted'], to: 'declined' },
  expire: { from: ['offered'], to: 'expired' },
  withdraw: { from: ['offered', 'accepted'], to: 'withdrawn' },
  /** Had promised, and could not come for a good reason. */
  excuse: { from: ['accepted', 'no-show'], to: 'excused' },
  /** Whoever comes is welcome, also without an answer; a missing mark is corrected. */
  'check-in': { from: ['offered', 'accepted', 'no-show'], to: 'checked-in' },
  miss: { from: ['offered', 'accepted', 'checked-in'], to: 'no-show' },
  confirm: { from: ['checked-in'], to: 'confirmed' },
  /** Confirmed hours are to be corrected. */
  reopen: { from: ['confirmed'], to: 'checked-in' },
};

/** `already`: it stands so; whoever asks twice is told the same. */
export type DutyMove =
  { readonly kind: 'moved' | 'already'; readonly to: DutyState } | { readonly kind: 'refused' };

/** What a step makes of a duty. */
export function moveOf(step: DutyStep, state: DutyState): DutyMove {
  const { from, to } = MOVES[step];
  if (state === to) return { kind: 'already', to };
  return from.includes(state) ? { kind: 'moved', to } : { kind: 'refused' };
}

/** Steps that are open to a duty. */
export const stepsFrom = (state: DutyState): DutyStep[] =>
  DUTY_STEPS.filter((step) => MOVES[step].from.includes(state));

/** Whether the place is taken, and the volunteer counted on. */
export const isStanding = (state: DutyState): boolean =>
  (STANDING_DUTY_STATES as readonly DutyState[]).includes(state);

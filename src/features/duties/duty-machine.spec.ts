import { dutyState } from '@heli/contracts';
import { DUTY_STEPS, type DutyStep, isStanding, moveOf, stepsFrom } from './duty-machine.js';

const STATES = dutyState.options;
const FIRST: readonly DutyStep[] = ['accept', 'decline', 'expire', 'withdraw'];

describe('a duty', () => {
  it('is answered once it is offered, and an answer may be taken back before it is time', () => {
    expect(stepsFrom('offered')).toEqual(expect.arrayContaining([...FIRST]));
    expect(moveOf('decline', 'accepted')).toEqual({ kind: 'moved', to: 'declined' });
    expect(moveOf('accept', 'declined')).toEqual({ kind: 'refused' });
    expect(moveOf('offer', 'declined')).toEqual({ kind: 'moved', to: 'offered' });
  });

  it('stands as it is when the same is said twice', () => {
    for (const step of DUTY_STEPS)
      for (const state of STATES) {
        const move = moveOf(step, state);
        if (move.kind === 'moved') expect(moveOf(step, move.to)).toEqual({ kind: 'already', to: move.to });
      }
  });

  it('cannot be excused by whoever never promised to come, and hours are confirmed only of who came', () => {
    expect(moveOf('excuse', 'offered').kind).toBe('refused');
    expect(STATES.filter((state) => moveOf('confirm', state).kind === 'moved')).toEqual(['checked-in']);
  });

  it('never gets from a lost place to a taken one but by a new offer, or by coming', () => {
    const back = STATES.filter((state) => !isStanding(state)).flatMap((state) =>
      DUTY_STEPS.filter((step) => {
        const move = moveOf(step, state);
        return move.kind === 'moved' && isStanding(move.to);
      }).map((step) => `${state} ${step}`),
    );
    expect(back.sort()).toEqual([
      'declined offer',
      'excused offer',
      'expired offer',
      'no-show check-in',
      'withdrawn offer',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { activity, helpers, on, person, season } from '../testing/season-builder.js';
import { stateOf } from '../testing/season-state.js';

const fair = season({
  volunteers: [person('wang')],
  activities: [activity('fair', on(2, '09:00'), { roles: [helpers(1)] })],
});

describe('the time of a run and its aims', () => {
  it('leaves half of what there is to the aims that are still to come, and all of it to the last', async () => {
    let clock = 0;
    const state = await stateOf(fair, { now: () => clock, deadline: 800 });
    expect(state.left()).toBe(800);
    state.beginsAim(2);
    expect([state.left(), state.hurried]).toEqual([400, false]);
    clock = 400;
    expect([state.expired(), state.hurried]).toEqual([true, true]);
    state.beginsAim(1);
    expect([state.expired(), state.left()]).toEqual([false, 200]);
    // An aim that needed less leaves the rest to the others.
    clock = 420;
    state.beginsAim(0);
    expect(state.left()).toBe(380);
    clock = 800;
    expect(state.expired()).toBe(true);
  });

  it('reads no clock where no time was given', async () => {
    const state = await stateOf(fair, {
      now: () => {
        throw new Error('nobody may ask what time it is');
      },
      deadline: Infinity,
    });
    for (const toCome of [3, 1, 0]) {
      state.beginsAim(toCome);
      expect([state.expired(), state.left()]).toEqual([false, Infinity]);
    }
  });
});

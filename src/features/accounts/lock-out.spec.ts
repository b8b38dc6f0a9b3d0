import { waitAfter, WAITS } from './lock-out.js';

describe('the wait after failed sign-ins', () => {
  it('begins with the fifth, doubles, and ends growing at an hour', () => {
    expect([1, 4, 5, 6, 7, 10, 11, 12, 13, 500].map(waitAfter)).toEqual([
      0, 0, 30, 60, 120, 960, 1920, 3600, 3600, 3600,
    ]);
    expect(WAITS.at(-1)).toBe(waitAfter(10_000));
  });
});

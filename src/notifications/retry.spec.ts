import { retryDelayMs } from './retry.js';

describe('the wait before another attempt', () => {
  it('doubles, half of it left to chance, up to six hours', () => {
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(attempt, 30_000, 0))).toEqual([
      15_000, 30_000, 60_000, 120_000,
    ]);
    expect([1, 2, 3].map((attempt) => retryDelayMs(attempt, 30_000, 0.5))).toEqual([22_500, 45_000, 90_000]);
    expect(retryDelayMs(99, 30_000, 0)).toBe(3 * 60 * 60 * 1000);
  });
});

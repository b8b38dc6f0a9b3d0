import { describe, expect, it } from '@jest/globals';
import { mondayAfter } from './days';

describe('the Monday on which the pilot begins', () => {
  it.each([
    ['2026-11-28T10:00:00Z', '2026-11-30', 'a Saturday'],
    ['2026-11-29T15:59:00Z', '2026-11-30', 'a Sunday until midnight in Beijing'],
    ['2026-11-29T16:00:00Z', '2026-12-07', 'a Monday that has begun in Beijing'],
    ['2026-11-30T03:00:00Z', '2026-12-07', 'a Monday'],
  ])('after %s is %s: %s', (now, monday) => {
    expect(mondayAfter(Date.parse(now))).toBe(monday);
  });
});

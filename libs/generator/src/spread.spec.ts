import { describe, expect, it } from '@jest/globals';
import { spread } from './spread.js';

describe('a whole number split by weights', () => {
  it('is given out to the last one', () => {
    expect(spread(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(spread(440, [119, 98, 192, 31])).toEqual([119, 98, 192, 31]);
    expect(spread(0, [1, 2])).toEqual([0, 0]);
    expect(spread(3, [0, 0])).toEqual([2, 1]);
  });
});

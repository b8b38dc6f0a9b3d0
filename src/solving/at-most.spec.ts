import { atMost } from './at-most.js';

describe('a limit of two at once', () => {
  it('lets the third begin only when one of the first has ended, also by a failure', async () => {
    const limit = atMost(2);
    const going = new Set<number>();
    let most = 0;
    const order: number[] = [];
    const work = (number: number) =>
      limit(async () => {
        going.add(number);
        order.push(number);
        most = Math.max(most, going.size);
        await new Promise((resolve) => setImmediate(resolve));
        going.delete(number);
        if (number === 1) throw new Error('broken');
        return number;
      });
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(work));
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(await limit(() => Promise.resolve('free again'))).toBe('free again');
  });
});

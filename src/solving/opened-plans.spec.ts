import { OpenedPlans } from './opened-plans.js';

describe('plans that are kept open', () => {
  const opened = async (plans: OpenedPlans<string>, ...keys: readonly (readonly [string, number])[]) => {
    for (const [key, bytes] of keys) await plans.open(key, bytes, () => key);
  };
  const kept = (plans: OpenedPlans<string>, keys: readonly string[]) =>
    keys.filter((key) => plans.find(key) !== undefined);

  it('make room by how long ago they were asked about', async () => {
    const plans = new OpenedPlans<string>(3, 100);
    await opened(plans, ['a', 10], ['b', 10], ['c', 10]);
    expect(plans.find('a')).toBe('a');
    await opened(plans, ['d', 10]);
    expect(kept(plans, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd']);
  });

  it('take no more room together than there is, and one that is larger than all of it stands alone', async () => {
    const plans = new OpenedPlans<string>(3, 100);
    await opened(plans, ['a', 40], ['b', 40], ['c', 60]);
    expect(kept(plans, ['a', 'b', 'c'])).toEqual(['b', 'c']);
    await opened(plans, ['d', 500]);
    expect(kept(plans, ['a', 'b', 'c', 'd'])).toEqual(['d']);
  });

  it('are let go before one is opened, and one that cannot be opened is not kept', async () => {
    const plans = new OpenedPlans<string>(1, 100);
    await opened(plans, ['a', 10]);
    await expect(plans.open('b', 10, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(kept(plans, ['a', 'b'])).toEqual([]);
  });
});

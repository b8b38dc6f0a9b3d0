import { describe, expect, it, jest } from '@jest/globals';
import { interruptible } from './interrupts.js';

const never = new Promise<never>(() => undefined);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const press = () => process.emit('SIGINT');

describe('Ctrl-C', () => {
  it('ends gently first and at once the second time', async () => {
    const first = jest.fn(() => undefined);
    const ended = interruptible(never, { first, second: () => new Error('quit') });
    press();
    await pause(600);
    press();
    await expect(ended).rejects.toThrow('quit');
    expect(first).toHaveBeenCalledTimes(1);
  });

  it('is one press when npm passes on what the terminal has sent already', async () => {
    const second = jest.fn(() => new Error('quit'));
    const ended = interruptible(pause(50), { first: () => undefined, second });
    press();
    press();
    await ended;
    expect(second).not.toHaveBeenCalled();
  });

  it('ends at once where there is nothing to keep, and is let go of afterwards', async () => {
    const before = process.listenerCount('SIGINT');
    const ended = interruptible(never, {
      first: () => new Error('stopped'),
      second: () => new Error('quit'),
    });
    press();
    await expect(ended).rejects.toThrow('stopped');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

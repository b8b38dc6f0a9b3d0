import { describe, expect, it } from '@jest/globals';
import { instantOf, localOf } from './zone';

describe('local times of a community', () => {
  it('go to the instant and back', () => {
    expect(localOf('2026-11-28T06:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-28T14:00');
    expect(instantOf('2026-11-28T14:00', 'Asia/Shanghai')).toBe('2026-11-28T06:00:00.000Z');
    expect(instantOf('', 'Asia/Shanghai')).toBeNull();
  });

  it('keep their clock where clocks change', () => {
    for (const local of ['2026-03-29T01:30', '2026-03-29T03:30', '2026-10-25T12:00', '2026-07-01T00:00']) {
      const instant = instantOf(local, 'Europe/Berlin');
      expect(instant === null ? null : localOf(instant, 'Europe/Berlin')).toBe(local);
    }
  });
});

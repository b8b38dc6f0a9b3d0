import { describe, expect, it } from '@jest/globals';
import { at, changesOf, put } from './thing';

describe('the draft of a form', () => {
  it('reads and writes members of members, and takes away what holds nothing', () => {
    const draft = put({ limits: { minutesPerDay: 60 } }, 'limits.activitiesPerDay', 2);
    expect(draft).toEqual({ limits: { minutesPerDay: 60, activitiesPerDay: 2 } });
    expect(at(draft, 'limits.activitiesPerDay')).toBe(2);
    expect(at(draft, 'wishes.kinds')).toBeUndefined();
    expect(put({ location: { latitude: 1 } }, 'location.latitude', undefined)).toEqual({});
  });

  it('sends what changed and null for what is gone, and nothing for another order of members', () => {
    const before = { name: '李娜', phone: '138****5678', limits: { a: 1, b: 2 }, skillIds: ['x'] };
    const after = { name: '李 娜', phone: '138****5678', limits: { b: 2, a: 1 } };
    expect(changesOf(before, after)).toEqual({ name: '李 娜', skillIds: null });
  });
});

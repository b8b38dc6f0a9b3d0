import { describe, expect, it } from '@jest/globals';
import { changesOf } from './diff';

describe('what an entry of the book of changes says', () => {
  it('is each field that is not as it was, with both values', () => {
    const before = {
      id: 'hall',
      version: 1,
      name: '旧名',
      limits: { minutesPerDay: 60, hours: 2 },
      tags: ['a'],
    };
    const after = {
      id: 'hall',
      version: 2,
      name: '新名',
      limits: { minutesPerDay: 90, hours: 2 },
      tags: ['a', 'b'],
    };
    expect(changesOf(before, after)).toEqual([
      { path: ['name'], before: '旧名', after: '新名' },
      { path: ['limits', 'minutesPerDay'], before: 60, after: 90 },
      { path: ['tags'], before: ['a'], after: ['a', 'b'] },
    ]);
  });

  it('is everything of what is new, and of what is gone', () => {
    expect(changesOf(null, { name: '新', earmark: { kinds: [] } })).toEqual([
      { path: ['name'], before: undefined, after: '新' },
      { path: ['earmark', 'kinds'], before: undefined, after: [] },
    ]);
    expect(changesOf({ state: 'draft' }, null)).toEqual([
      { path: ['state'], before: 'draft', after: undefined },
    ]);
  });

  it('is nothing where something left out is noted as empty', () => {
    expect(changesOf({ state: 'reviewed' }, { state: 'reviewed', supersedes: null })).toEqual([]);
  });

  it('is nothing where only the bookkeeping moved', () => {
    expect(
      changesOf(
        { version: 1, updatedAt: 'a', roles: [{ id: 'r' }] },
        { version: 2, updatedAt: 'b', roles: [{ id: 'r' }] },
      ),
    ).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { frozenNow } from './frozenNow';

const season = { end: '2026-12-31T16:00:00Z' };

describe('what stays as it is when a plan is made anew', () => {
  it('is all that has begun of a published plan, to the next whole minute', () => {
    expect(frozenNow(season, { state: 'published' }, Date.parse('2026-11-28T09:00:01Z'))).toEqual({
      frozenUntil: '2026-11-28T09:01:00.000Z',
    });
  });

  it('is nothing of a draft, which nobody was told, nor of a season that is over', () => {
    expect(frozenNow(season, { state: 'draft' }, Date.parse('2026-11-28T09:00:00Z'))).toEqual({});
    expect(frozenNow(season, { state: 'published' }, Date.parse('2027-01-01T00:00:00Z'))).toEqual({});
  });
});

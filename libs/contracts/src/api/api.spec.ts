import { describe, expect, it } from '@jest/globals';
import {
  activitySchemas,
  communitySchemas,
  donationSchemas,
  maskedPhone,
  volunteerSchemas,
} from './index.js';

const pointers = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }): string[] =>
  (result.error?.issues ?? []).map((issue) => `/${issue.path.map(String).join('/')}`);

describe('what the service accepts', () => {
  it('tells all faults of a volunteer at once: a wrong type does not hide a reversed window', () => {
    const result = volunteerSchemas.create.safeParse({
      communityId: 7,
      availability: [
        { type: 'weekly', weekdays: [6], from: '12:00', to: '09:00' },
        { type: 'dated', start: '2013-03-09T14:00:00+08:00', end: '2013-03-09T13:00:00+08:00' },
        {
          type: 'weekly',
          weekdays: [6, 6],
          from: '09:00',
          to: '10:00',
          validFrom: '2013-05-01',
          validUntil: '2013-04-01',
        },
      ],
      qualifications: [{ skillId: 's', validFrom: '2013-02-01', validUntil: '2013-01-01' }],
      wishes: { activityIds: ['a'], avoidActivityIds: ['a'] },
    });
    expect(pointers(result).sort()).toEqual([
      '/availability/0/to',
      '/availability/1/end',
      '/availability/2/validUntil',
      '/availability/2/weekdays/1',
      '/communityId',
      '/qualifications/0/validUntil',
      '/wishes/avoidActivityIds/0',
    ]);
  });

  it('takes digits alone for a region code', () => {
    const named = (regionCode: string) => communitySchemas.create.safeParse({ name: '安华', regionCode });
    expect(named('110105001').success).toBe(true);
    for (const code of ['', ' ', '1\n2', '朝阳', '1', '1'.repeat(13), '\u202E110105'])
      expect(pointers(named(code))).toEqual(['/regionCode']);
  });

  it('keeps min ≤ target ≤ max in roles, targetFen ≥ minFen in budgets and moments apart in starts', () => {
    const result = activitySchemas.create.safeParse({
      id: 'a1',
      seasonId: 's',
      title: '义诊',
      kind: 'volunteer_service',
      communityId: 'c',
      durationMinutes: 60,
      candidateStarts: ['2013-03-09T14:00:00+08:00', '2013-03-09T06:00:00Z', '2013-03-09T06:00:30Z'],
      roles: [
        { id: 'r', min: 5, target: 3, max: 2 },
        { id: 'r', target: 1 },
      ],
      budget: [{ id: 'venue', purpose: 'tea', minFen: 200, targetFen: 100 }],
      predecessorIds: ['a1'],
    });
    expect(pointers(result).sort()).toEqual([
      '/budget/0/id',
      '/budget/0/minFen',
      '/candidateStarts/1',
      '/candidateStarts/2',
      '/predecessorIds/0',
      '/roles/0/min',
      '/roles/0/target',
      '/roles/1/id',
    ]);
  });

  it('refuses NUL and half a surrogate pair in names, and takes rare Hanzi and emoji', () => {
    const name = (text: string) => communitySchemas.create.safeParse({ name: text }).success;
    expect([name('a\u0000b'), name('a\ud842'), name('  ')]).toEqual([false, false, false]);
    expect([name('𠮷祥里'), name('㐂鿍社区'), name('🏘️ O’Brien"; DROP TABLE x;--')]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('lets a gift expire only after it is there', () => {
    const gift = { amountFen: -5, availableFrom: '2013-03-02T00:00:00Z', expiresAt: '2013-03-01T00:00:00Z' };
    expect(pointers(donationSchemas.create.safeParse(gift)).sort()).toEqual(['/amountFen', '/expiresAt']);
  });

  it('changes with a patch only what it names, without bringing defaults back', () => {
    expect(volunteerSchemas.patch.parse({})).toEqual({});
    expect(volunteerSchemas.patch.parse({ ageClass: null })).toEqual({ ageClass: null });
    expect(volunteerSchemas.patch.safeParse({ id: 'other' }).success).toBe(false);
  });

  it('refuses a time zone that does not exist', () => {
    expect(pointers(communitySchemas.create.safeParse({ name: 'x', timeZone: 'Asia/Pekin' }))).toEqual([
      '/timeZone',
    ]);
  });

  it('shows of a telephone number its first three and last four digits', () => {
    expect(maskedPhone('138 1234 5678')).toBe('138****5678');
    expect(maskedPhone('12345')).toBe('****45');
    expect(volunteerSchemas.create.safeParse({ communityId: 'c', phone: '138****5678' }).success).toBe(false);
  });
});

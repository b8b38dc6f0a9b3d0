import { describe, expect, it } from '@jest/globals';
import {
  activity,
  helpers,
  on,
  person,
  planFor,
  season,
  servingIn,
  verdict,
} from '../testing/season-builder.js';

const reading = season({
  volunteers: [
    person('grandpa', { ageClass: 'senior' }),
    person('kid', { ageClass: 'child' }),
    person('teen', { ageClass: 'minor' }),
    person('signed', { ageClass: 'minor', guardianConsent: true }),
  ],
  activities: [activity('reading', on(7, '09:00'), { roles: [helpers(4)] })],
});

describe('guardian’s consent', () => {
  it('leaves places open rather than take a child without consent', async () => {
    expect(servingIn(await planFor(reading))).toEqual(['reading/helper/grandpa', 'reading/helper/signed']);
  });

  it('names each child and minor without consent', () => {
    const found = verdict(reading, { reading: { people: { helper: ['grandpa', 'kid', 'teen', 'signed'] } } });
    expect(
      found.map(({ rule, volunteerIds, activityIds, start }) => [rule, volunteerIds, activityIds, start]),
    ).toEqual([
      ['guardian-consent', ['kid'], ['reading'], on(7, '09:00')],
      ['guardian-consent', ['teen'], ['reading'], on(7, '09:00')],
    ]);
  });

  it('asks no consent of grown-ups, whatever their papers say', async () => {
    const grown = season({
      volunteers: [person('adult', { ageClass: 'adult' }), person('senior', { ageClass: 'senior' })],
      activities: [activity('reading', on(7, '09:00'), { roles: [helpers(2)] })],
    });
    expect((await planFor(grown)).assignments).toHaveLength(2);
  });
});

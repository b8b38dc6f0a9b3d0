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

const AGES = ['child', 'minor', 'adult', 'senior'] as const;
const patrol = (minAgeClass: (typeof AGES)[number]): ReturnType<typeof season> =>
  season({
    volunteers: AGES.map((ageClass) => person(ageClass, { ageClass, guardianConsent: true })),
    activities: [activity('patrol', on(7, '20:00'), { roles: [helpers(4, { minAgeClass })] })],
  });

describe('minimum age', () => {
  it.each(AGES.map((age, index) => [age, AGES.slice(index)] as const))(
    'fills a place for %s and older with those only',
    async (least, allowed) => {
      const serving = servingIn(await planFor(patrol(least)));
      expect(serving).toEqual(allowed.map((id) => `patrol/helper/${id}`).sort());
    },
  );

  it('names everybody who is too young, and nobody of the very age', () => {
    const found = verdict(patrol('adult'), { patrol: { people: { helper: [...AGES] } } });
    expect(found.map(({ rule, volunteerIds, start }) => [rule, volunteerIds, start])).toEqual([
      ['minimum-age', ['child'], on(7, '20:00')],
      ['minimum-age', ['minor'], on(7, '20:00')],
    ]);
  });
});

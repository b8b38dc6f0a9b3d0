import { describe, expect, it } from '@jest/globals';
import { nth } from '../season/season.js';
import { activity, brokenBy, hall, on, places, planFor, season, verdict } from '../testing/season-builder.js';
import { venueFits } from './venue-fits.js';

const communities = [
  { id: 'hongmiao', name: '红庙社区' },
  { id: 'balizhuang', name: '八里庄社区' },
];

const opera = (more: NonNullable<Parameters<typeof activity>[2]>['venue']): ReturnType<typeof season> =>
  season({
    communities,
    venues: [
      hall('exact', { capacity: 50, features: ['stage', 'ramp'] }),
      hall('narrow', { capacity: 49, features: ['stage', 'ramp'] }),
      hall('bare', { capacity: 50 }),
      hall('theirs', { communityId: 'balizhuang', capacity: 50, features: ['stage'] }),
      hall('shared', {
        communityId: 'balizhuang',
        servesCommunityIds: ['hongmiao'],
        capacity: 50,
        features: ['stage'],
      }),
    ],
    activities: [activity('opera', on(7, '19:00'), { venue: more ?? {} })],
  });

describe('venue fits', () => {
  it('drops the opera rather than squeeze it into a hall that is too small, bare or not ours', async () => {
    const problem = opera({ minCapacity: 50, features: ['stage'] });
    const without = (ids: string[]): typeof problem => ({
      ...problem,
      venues: problem.venues.filter(({ id }) => !ids.includes(id)),
    });
    const dropped = await planFor(without(['exact', 'shared']));
    expect(dropped.dropped).toEqual(['opera']);
    const held = await planFor(without(['exact']));
    expect(held.scheduled[0]?.venueId).toBe('shared');
  });

  it('admits exactly the halls that hold the number, have every feature and serve the community', () => {
    const compiled = places(opera({ minCapacity: 50, features: ['stage'] }));
    const show = nth(compiled.activities, 0);
    const admitted = compiled.venues.filter((venue) =>
      venueFits.admitsVenue?.(compiled, show, nth(show.starts, 0), venue),
    );
    expect(admitted.map(({ raw }) => raw.id)).toEqual(['exact', 'shared']);
  });

  it('names the hall, the activity and the time for each reason', () => {
    const problem = opera({ minCapacity: 50, features: ['stage'] });
    expect(brokenBy(problem, { opera: { venue: 'exact' } })).toEqual([]);
    expect(brokenBy(problem, { opera: { venue: 'shared' } })).toEqual([]);
    for (const [venue, reason] of [
      ['narrow', /holds 49, and 50 are needed/],
      ['bare', /lacks stage/],
      ['theirs', /does not serve the community hongmiao/],
    ] as const) {
      const found = verdict(problem, { opera: { venue } });
      expect(found).toEqual([
        expect.objectContaining({
          rule: 'venue-fits',
          activityIds: ['opera'],
          resourceIds: [venue],
          start: on(7, '19:00'),
          end: on(7, '21:00'),
        }),
      ]);
      expect(found[0]?.message).toMatch(reason);
    }
  });

  it('takes a named hall of another community, and only named halls', () => {
    const problem = opera({ venueIds: ['theirs'] });
    expect(brokenBy(problem, { opera: { venue: 'theirs' } })).toEqual([]);
    expect(brokenBy(problem, { opera: { venue: 'exact' } })).toEqual(['venue-fits']);
  });
});

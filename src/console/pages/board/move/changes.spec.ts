import { describe, expect, it } from '@jest/globals';
import { type ActivityRead, type VenueRead } from '@heli/contracts';
import { moveChanges, venueChoices } from './changes';

const NOON = '2026-11-28T04:00:00.000Z';
const activity = (more: Partial<ActivityRead> = {}) =>
  ({
    id: 'a',
    communityId: 'c1',
    candidateStarts: ['2026-11-28T12:00:00+08:00'],
    venue: { minCapacity: 0, features: [] },
    ...more,
  }) as ActivityRead;
const hall = (more: Partial<VenueRead> = {}) =>
  ({
    id: 'hall',
    name: '礼堂',
    communityId: 'c1',
    servesCommunityIds: [],
    capacity: 40,
    features: ['stage'],
    ...more,
  }) as VenueRead;
const place = (start: string, venueId: string | null = 'hall') => ({
  activityId: 'a',
  start: Date.parse(start),
  venueId,
});

describe('an activity that is moved', () => {
  it('only has to be held where time and venue are possible anyway', () => {
    expect(moveChanges(activity(), place(NOON), hall())).toEqual([
      { type: 'hold-activity', activityId: 'a', start: NOON, venueId: 'hall' },
    ]);
  });

  it('gets a new possible time, and leaves the venue open where it needs none', () => {
    const later = '2026-11-29T04:00:00.000Z';
    expect(moveChanges(activity({ venue: null }), place(later, null), undefined)).toEqual([
      { type: 'offer-start', activityId: 'a', start: later },
      { type: 'hold-activity', activityId: 'a', start: later },
    ]);
  });

  it('asks less of a venue that is smaller, plainer or not among those named, and borrows it from elsewhere', () => {
    const picky = activity({
      venue: { minCapacity: 100, features: ['stage', 'indoor'], venueIds: ['other'] },
    });
    expect(moveChanges(picky, place(NOON), hall({ communityId: 'c2' }))).toEqual([
      { type: 'ease-venue', activityId: 'a', anyVenue: true, minCapacity: 40, features: ['stage'] },
      { type: 'share-venue', venueId: 'hall', communityId: 'c1' },
      { type: 'hold-activity', activityId: 'a', start: NOON, venueId: 'hall' },
    ]);
  });

  it('is offered venues of its community, those that fit first', () => {
    const small = hall({ id: 'room', name: '会议室', capacity: 10 });
    const far = hall({ id: 'far', communityId: 'c2' });
    const choices = venueChoices(activity({ venue: { minCapacity: 20, features: [] } }), [
      small,
      far,
      hall(),
    ]);
    expect(choices.map(({ venue: { id }, fits }) => [id, fits])).toEqual([
      ['hall', true],
      ['room', false],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { nth } from '../season/season.js';
import {
  activity,
  brokenBy,
  hall,
  helpers,
  heldIn,
  on,
  person,
  places,
  planFor,
  planWith,
  season,
  verdict,
} from '../testing/season-builder.js';
import { verifyPlan } from '../verify.js';
import { oneStartOneVenue } from './one-start-one-venue.js';

const fair = (): ReturnType<typeof season> =>
  season({
    volunteers: [person('ana'), person('bo')],
    venues: [hall('big'), hall('small', { capacity: 20 })],
    activities: [
      activity('fair', [on(7, '09:00'), on(14, '09:00')], {
        venue: {},
        expectedAttendance: 100,
        roles: [helpers(2)],
      }),
    ],
  });

describe('one start, one venue', () => {
  it('holds an activity once, in one hall, however many times and halls would earn points', async () => {
    const plan = await planFor(fair());
    expect(plan.scheduled).toHaveLength(1);
    expect(plan.scheduled[0]?.venueId).toBe('big');
    expect(plan.assignments).toHaveLength(2);
  });

  it('finds nothing wrong with either candidate time in one hall', () => {
    expect(brokenBy(fair(), { fair: { start: on(14, '09:00'), venue: 'small' } })).toEqual([]);
  });

  it('names an activity moved to a time that nobody offered', () => {
    const [found] = verdict(fair(), { fair: { start: on(8, '09:00'), venue: 'big' } });
    expect(found).toMatchObject({
      rule: 'one-start-one-venue',
      activityIds: ['fair'],
      start: on(8, '09:00'),
      end: on(8, '11:00'),
    });
  });

  it('names an activity that is scheduled longer than it lasts', () => {
    const problem = fair();
    const plan = planWith(problem, { fair: { venue: 'big' } });
    plan.scheduled = plan.scheduled.map((entry) => ({ ...entry, end: on(7, '11:01') }));
    expect(verifyPlan(problem, plan).map(({ rule, activityIds }) => [rule, activityIds])).toEqual([
      ['one-start-one-venue', ['fair']],
    ]);
  });

  it('names an activity that needs a hall and has none, and one that has a hall it does not need', () => {
    const walk = season({ venues: [hall('big')], activities: [activity('walk', on(7, '09:00'))] });
    expect(brokenBy(fair(), { fair: {} })).toEqual(['one-start-one-venue']);
    expect(brokenBy(walk, { walk: { venue: 'big' } })).toContain('one-start-one-venue');
  });

  it('names an activity scheduled twice, one both scheduled and dropped, and one that is forgotten', () => {
    const problem = fair();
    const plan = planWith(problem, { fair: { venue: 'big' } });
    const twice = { ...plan, scheduled: [...plan.scheduled, ...plan.scheduled] };
    const both = { ...plan, dropped: ['fair'] };
    const forgotten = { ...plan, scheduled: [] };
    for (const tampered of [twice, both, forgotten])
      expect(verifyPlan(problem, tampered)).toEqual([
        expect.objectContaining({ rule: 'one-start-one-venue', activityIds: ['fair'] }),
      ]);
  });

  it('admits starts from the first minute of the season and ends up to its last', () => {
    const problem = season({
      horizon: { start: on(1, '08:00'), end: on(1, '12:00') },
      activities: [activity('walk', [on(1, '07:59'), on(1, '08:00'), on(1, '10:00'), on(1, '10:01')])],
    });
    const compiled = places(problem);
    const walk = nth(compiled.activities, 0);
    expect(walk.starts.map((start) => oneStartOneVenue.admitsStart?.(compiled, walk, start))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(brokenBy(problem, { walk: { start: on(1, '10:01') } })).toEqual(['one-start-one-venue']);
    expect(brokenBy(problem, { walk: { start: on(1, '07:59') } })).toEqual(['one-start-one-venue']);
  });

  it('counts the same instant written in two zones as one start', async () => {
    const problem = season({
      activities: [activity('walk', [on(7, '09:00'), '2026-03-07T01:00:00Z'])],
    });
    expect(heldIn(await planFor(problem))).toEqual(['walk']);
    expect(brokenBy(problem, { walk: { start: '2026-03-07T01:00:00Z' } })).toEqual([]);
  });
});
